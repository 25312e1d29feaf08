package dev.postern.sidecar.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names one entry by everything its value depends on. Two keys are equal when their bytes are, all of them: a hash only
 * finds the place. Immutable and thread-safe.
 */
public final class EntryKey {

    /** Bytes of the longest key; what would need a longer one is not cached, so that keys cannot fill the cache. */
    public static final int LONGEST = 4 << 10;

    private final Namespace namespace;
    private final String tenant;
    private final byte[] canonical;
    private final int hash;

    private EntryKey(Namespace namespace, String tenant, byte[] canonical) {
        this.namespace = namespace;
        this.tenant = tenant;
        this.canonical = canonical;
        this.hash = 31 * (31 * namespace.word().hashCode() + tenant.hashCode()) + Arrays.hashCode(canonical);
    }

    /**
     * A key.
     *
     * @param tenant whose entry it is; entries of tenants are apart even where the bytes are equal
     * @param canonical the exact, length-prefixed encoding of what the value depends on; not to be changed after
     */
    public static EntryKey of(Namespace namespace, String tenant, byte[] canonical) {
        if (canonical.length > LONGEST) {
            throw new IllegalArgumentException("a key of " + canonical.length + " bytes, expected at most " + LONGEST);
        }
        return new EntryKey(namespace, tenant, canonical);
    }

    public Namespace namespace() {
        return namespace;
    }

    public String tenant() {
        return tenant;
    }

    /** The bytes without namespace and tenant; a copy. */
    public byte[] canonical() {
        return canonical.clone();
    }

    /** Number of bytes in {@link #canonical}. */
    public int size() {
        return canonical.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryKey that
                && hash == that.hash
                && namespace == that.namespace
                && tenant.equals(that.tenant)
                && Arrays.equals(canonical, that.canonical);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
