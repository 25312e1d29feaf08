package dev.postern.sidecar.source.principals;

import dev.postern.policy.Principal;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Principals in memory. One thread writes, any number read without locks. Whoever asks between two changes may see the one
 * and not yet the other; each principal changes as a whole.
 */
final class PrincipalTable {

    private final ConcurrentHashMap<String, KnownPrincipal> principals = new ConcurrentHashMap<>();
    private final Consumer<String> changed;
    private final LongAdder changes = new LongAdder();
    private long versions;

    /**
     * An empty table.
     *
     * @param changed is told who has changed, after the change is in force, on the writing thread
     */
    PrincipalTable(Consumer<String> changed) {
        this.changed = changed;
    }

    @Nullable
    KnownPrincipal find(String id) {
        return principals.get(id);
    }

    int size() {
        return principals.size();
    }

    /** Times that a principal came, changed or went. */
    long changes() {
        return changes.sum();
    }

    /** Takes what is known now in place of all that was known. */
    void replace(Map<String, Entry> all) {
        for (Iterator<String> ids = principals.keySet().iterator(); ids.hasNext(); ) {
            String id = ids.next();
            if (!all.containsKey(id)) {
                ids.remove();
                tell(id);
            }
        }
        all.forEach(this::put);
    }

    /** Takes what is known of one principal now. */
    void put(String id, Entry entry) {
        KnownPrincipal before = principals.get(id);
        if (before != null
                && before.readable() == entry.readable()
                && before.principal().equals(entry.principal())) {
            return;
        }
        principals.put(id, new KnownPrincipal(entry.principal(), ++versions, entry.readable()));
        tell(id);
    }

    /** Knows nothing of a principal any more. */
    void remove(String id) {
        if (principals.remove(id) != null) {
            tell(id);
        }
    }

    private void tell(String id) {
        changes.increment();
        changed.accept(id);
    }

    /**
     * What is known of a principal.
     *
     * @param readable whether it could be understood
     */
    record Entry(Principal principal, boolean readable) {

        static Entry unreadable(String id) {
            return new Entry(Principal.of(id), false);
        }
    }
}
