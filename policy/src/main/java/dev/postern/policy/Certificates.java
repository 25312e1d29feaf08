package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps certificates: what a dear comparison says of a text, under a key that holds both. Each thread that evaluates has
 * its own; what they share is for the implementation.
 */
public interface Certificates {

    /** Bytes of the longest key that is looked up. */
    int LONGEST_KEY = 4 << 10;

    /** Keeps nothing. */
    Certificates NONE = new Certificates() {
        @Override
        public boolean wanted() {
            return false;
        }

        @Override
        public @Nullable Boolean find(String tenant, ByteBuilder key) {
            return null;
        }

        @Override
        public void keep(String tenant, byte[] key, boolean holds) {}
    };

    /** Whether to look for a certificate before a dear comparison is made; {@link #settled} follows either way. */
    boolean wanted();

    /** What the certificate under a key says, or {@code null} when there is none. */
    @Nullable
    Boolean find(String tenant, ByteBuilder key);

    /** Keeps a certificate that was proved; follows a {@link #find} that found none, on the same thread. */
    void keep(String tenant, byte[] key, boolean holds);

    /** What the comparison says is known, from a certificate or because it was made. */
    default void settled() {}
}
