package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps certificates: which of the rules that hung on dear comparisons matched, under a key that holds all that the
 * comparisons see. Each thread that evaluates has its own; what they share is for the implementation.
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
        public byte @Nullable [] find(String tenant, ByteBuilder key) {
            return null;
        }

        @Override
        public void keep(String tenant, byte[] key, byte[] matched) {}
    };

    /** Whether looking for one is worth its while at present; if so, {@link #find} follows or the key was too long. */
    boolean wanted();

    /** The certificate under a key, or {@code null}; not to be changed. */
    byte @Nullable [] find(String tenant, ByteBuilder key);

    /** The dear comparisons that a {@link #find} did not spare have been made. */
    default void compared() {}

    /** Keeps a certificate that was proved; follows a {@link #find} that found none, on the same thread. */
    void keep(String tenant, byte[] key, byte[] matched);
}
