package dev.postern.sidecar.cache;

import java.time.Duration;

/**
 * How the sidecar caches.
 *
 * @param enabled whether anything is cached; if not, every answer is worked out afresh
 * @param bytes of memory for what is kept, at least 1
 * @param decisions how long an answer may be served
 * @param shadow one hit in so many is checked against a fresh evaluation, 0 for none
 * @param certificates when certificates stand in for dear comparisons
 * @param exact when whole answers are kept by question
 */
public record CacheConfig(boolean enabled, long bytes, Duration decisions, int shadow, Use certificates, Use exact) {

    public static final CacheConfig DEFAULTS =
            new CacheConfig(true, 100L << 20, Namespace.DECISION.longest(), 1_000, Use.MEASURED, Use.MEASURED);

    /** When a tier is used. */
    public enum Use {
        /** While it was measured to cost at most 0.8 of the work it spares. */
        MEASURED,
        ALWAYS,
        NEVER
    }
}
