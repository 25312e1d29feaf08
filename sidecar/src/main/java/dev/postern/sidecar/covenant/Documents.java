package dev.postern.sidecar.covenant;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps documents by their ids, which are hexadecimal digits. Durable; thread-safe; may block. */
interface Documents extends AutoCloseable {

    /**
     * A document.
     *
     * @param facts by which it may be found; {@link CovenantFacts#NONE} when it tells nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Document(String id, byte[] body, CovenantFacts facts) {}

    /** Keeps documents, all or none. */
    void put(Collection<Document> documents) throws IOException;

    /** The bodies of those that are there. */
    Map<String, byte[]> get(Collection<String> ids) throws IOException;

    /** Forgets documents and says which of them there were. */
    List<String> delete(Collection<String> ids) throws IOException;

    /** Shows the documents that {@code filter} picks by their facts, by id. */
    void list(CovenantFilter filter, Consumer<Body> sink) throws IOException;

    /** How many documents {@code filter} would pick if it had no bound. */
    long count(CovenantFilter filter) throws IOException;

    @Override
    void close() throws IOException;

    /** A document as it is kept. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Body(String id, byte[] bytes) {}
}
