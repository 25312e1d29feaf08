package dev.postern.sidecar.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered under a key. Compares its payload by content. Not to be changed after it was made.
 *
 * @param payload the value, in the encoding of its namespace
 * @param bundleDigest of the bundle it was worked out with; empty where no bundle took part
 * @param epochs read before it was worked out
 * @param fromMillis the first moment it may be served, milliseconds since the epoch
 * @param untilMillis the first moment it may no longer be served
 */
@SuppressWarnings("ArrayRecordComponent") // equality is written out below
public record Entry(byte[] payload, String bundleDigest, Epochs epochs, long fromMillis, long untilMillis) {

    /** Whether its time is now. */
    public boolean valid(long nowMillis) {
        return nowMillis >= fromMillis && nowMillis < untilMillis;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry that
                && Arrays.equals(payload, that.payload)
                && bundleDigest.equals(that.bundleDigest)
                && epochs.equals(that.epochs)
                && fromMillis == that.fromMillis
                && untilMillis == that.untilMillis;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(payload) + Long.hashCode(untilMillis);
    }

    @Override
    public String toString() {
        return "Entry[" + payload.length + " bytes, bundle " + bundleDigest + ", " + epochs + ", from " + fromMillis
                + " until " + untilMillis + "]";
    }
}
