package dev.postern.sidecar.cache;

import org.jspecify.annotations.Nullable;

/**
 * Entries shared by a fleet of sidecars. Whatever goes wrong with it is a miss. Thread-safe; nothing here waits or
 * throws.
 */
public interface RemoteTier {

    /** Has nothing, keeps nothing. */
    RemoteTier NONE = new RemoteTier() {
        @Override
        public boolean pays(long workNanos) {
            return false;
        }

        @Override
        public void find(EntryKey key, String bundleDigest, Epochs floor, Sink sink) {
            sink.found(null);
        }

        @Override
        public void keep(EntryKey key, Entry entry) {}
    };

    /** Whether asking is likely to be cheaper than work of that length. */
    boolean pays(long workNanos);

    /**
     * Asks for an entry that is authentic, of that bundle, valid now and made under epochs not below {@code floor}.
     *
     * @param sink told once, on any thread, within the tier's time budget
     */
    void find(EntryKey key, String bundleDigest, Epochs floor, Sink sink);

    /** Offers an entry; it may be dropped. */
    void keep(EntryKey key, Entry entry);

    /** Waits for an entry. */
    @FunctionalInterface
    interface Sink {

        /** The entry, or {@code null} when there is none to be used. */
        void found(@Nullable Entry entry);
    }
}
