package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps covenants by their ids. What is put is not verified: whoever takes a covenant out does that. What is written is
 * durable when the call returns, except in memory. Thread-safe; may block.
 */
public interface CovenantStore extends AutoCloseable {

    /**
     * Keeps covenants, each in the place of an earlier one of its id; all of them or none, but that in files a crash may
     * leave a part. Of two with one id the later counts.
     *
     * @throws UnfitCovenantException when an id is not 64 lower-case hexadecimal digits, or constraints are blank
     */
    void put(Collection<Covenant> covenants) throws IOException;

    /** The covenants of the given ids, in their order; {@code null} for each that is not there. */
    List<@Nullable Covenant> get(List<String> ids) throws IOException;

    /** Forgets the covenants of the given ids, and says how many of them there were. */
    int delete(Collection<String> ids) throws IOException;

    /** The covenants that {@code filter} picks, by id. */
    List<Covenant> list(CovenantFilter filter) throws IOException;

    /** How many covenants {@code filter} would pick if it had no bound. */
    long count(CovenantFilter filter) throws IOException;

    /**
     * Tells {@code listener} of every change made through this store, after it was made, on the thread that made it.
     *
     * @return ends the telling
     */
    Runnable listen(Consumer<StoreEvent> listener);

    @Override
    void close() throws IOException;

    default void put(Covenant covenant) throws IOException {
        put(List.of(covenant));
    }

    default @Nullable Covenant get(String id) throws IOException {
        return get(List.of(id)).get(0);
    }

    default boolean has(String id) throws IOException {
        return get(id) != null;
    }

    default boolean delete(String id) throws IOException {
        return delete(List.of(id)) == 1;
    }
}
