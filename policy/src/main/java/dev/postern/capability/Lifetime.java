package dev.postern.capability;

import dev.postern.policy.Reason;
import org.jspecify.annotations.Nullable;

/**
 * When a link counts: from {@code notBefore} up to, not including, {@code expiresAt}.
 *
 * @param issuedAt seconds since the epoch, from 0
 * @param notBefore likewise, at least {@code issuedAt}
 * @param expiresAt likewise, more than {@code notBefore}, at most {@link #LAST}
 */
public record Lifetime(long issuedAt, long notBefore, long expiresAt) {

    /** The end of the year 9999. */
    public static final long LAST = 253_402_300_799L;

    private static final long MILLIS = 1000;

    public Lifetime {
        if (!isPossible(issuedAt, notBefore, expiresAt)) {
            throw new IllegalArgumentException("a lifetime of " + issuedAt + ", " + notBefore + ", " + expiresAt);
        }
    }

    /** Whether such a lifetime can be. */
    static boolean isPossible(long issuedAt, long notBefore, long expiresAt) {
        return issuedAt >= 0 && notBefore >= issuedAt && expiresAt > notBefore && expiresAt <= LAST;
    }

    /**
     * Why a link of this lifetime does not count, or {@code null} when it does.
     *
     * @param nowMillis since the epoch
     * @param skewMillis by how much the issuer's clock and ours may differ
     * @param maxAgeMillis since it was issued, however long it says it lives
     */
    @Nullable
    Reason refusal(long nowMillis, long skewMillis, long maxAgeMillis) {
        if (nowMillis < notBefore * MILLIS - skewMillis) {
            return Reason.CAP_NOT_YET;
        }
        if (nowMillis >= expiresAt * MILLIS + skewMillis) {
            return Reason.CAP_EXPIRED;
        }
        return nowMillis > issuedAt * MILLIS + maxAgeMillis + skewMillis ? Reason.CAP_TOO_OLD : null;
    }

    /** Whether this one lies within {@code other}. */
    boolean isWithin(Lifetime other) {
        return issuedAt >= other.issuedAt && notBefore >= other.notBefore && expiresAt <= other.expiresAt;
    }
}
