package dev.postern.covenant;

import org.jspecify.annotations.Nullable;

/**
 * When a covenant was made and for how long it holds, in milliseconds since the epoch.
 *
 * @param made by its {@code createdAt}
 * @param from which it holds
 * @param until which it holds; the largest number when it never ends
 */
public record SignedPeriod(long made, long from, long until) {

    /** The period of {@code covenant}; {@code null} when one of its times is none. */
    public static @Nullable SignedPeriod of(Covenant covenant) {
        Long made = CovenantTime.millis(covenant.createdAt());
        Long from = covenant.activatesAt() == null ? Long.valueOf(0) : CovenantTime.millis(covenant.activatesAt());
        Long until =
                covenant.expiresAt() == null ? Long.valueOf(Long.MAX_VALUE) : CovenantTime.millis(covenant.expiresAt());
        return made == null || from == null || until == null ? null : new SignedPeriod(made, from, until);
    }

    public boolean holdsAt(long nowMillis) {
        return nowMillis >= from && nowMillis < until;
    }
}
