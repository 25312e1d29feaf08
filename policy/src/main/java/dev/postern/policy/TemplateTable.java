package dev.postern.policy;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Templates by the names of their decision classes. Entries are immutable and never leave; when the places a name may
 * take are taken, it is not kept. Thread-safe and lock-free, reads write nothing.
 */
final class TemplateTable {

    private static final int PROBES = 8;

    private final AtomicReferenceArray<@Nullable Entry> entries;

    /** A table of {@code capacity} places, a power of two. */
    TemplateTable(int capacity) {
        entries = new AtomicReferenceArray<>(capacity);
    }

    /** The template kept under a name, or {@code null}. */
    @Nullable
    Template find(IntList name) {
        int hash = name.hash();
        for (int i = 0; i < PROBES; i++) {
            Entry entry = entries.get(place(hash, i));
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && name.holds(entry.name)) {
                return entry.template;
            }
        }
        return null;
    }

    /** Keeps a template if there is room; returns the one to use, which is another thread's if that came first. */
    Template keep(IntList name, Template template) {
        int hash = name.hash();
        Entry own = new Entry(hash, name.copy(), template);
        for (int i = 0; i < PROBES; i++) {
            int place = place(hash, i);
            Entry entry = entries.compareAndExchange(place, null, own);
            if (entry == null) {
                return template;
            }
            if (entry.hash == hash && name.holds(entry.name)) {
                return entry.template;
            }
        }
        return template;
    }

    private int place(int hash, int probe) {
        return (hash + probe) & (entries.length() - 1);
    }

    private static final class Entry {
        private final int hash;
        private final int[] name;
        private final Template template;

        Entry(int hash, int[] name, Template template) {
            this.hash = hash;
            this.name = name;
            this.template = template;
        }
    }
}
