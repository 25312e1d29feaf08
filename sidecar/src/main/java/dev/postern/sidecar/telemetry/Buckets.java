package dev.postern.sidecar.telemetry;

import java.util.ArrayList;
import java.util.List;

/** The buckets of check latency: upper bounds, inclusive, from a microsecond to a second, and one beyond. */
final class Buckets {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long[] BOUNDS = {
        MICRO,
        2 * MICRO,
        5 * MICRO,
        10 * MICRO,
        25 * MICRO,
        50 * MICRO,
        100 * MICRO,
        250 * MICRO,
        500 * MICRO,
        MILLI,
        2_500 * MICRO,
        5 * MILLI,
        10 * MILLI,
        25 * MILLI,
        50 * MILLI,
        100 * MILLI,
        250 * MILLI,
        1_000 * MILLI
    };

    /** The bucket beyond the last bound included. */
    static final int COUNT = BOUNDS.length + 1;

    private Buckets() {}

    /** Index of the bucket of a latency. A walk from below, since most checks end within the first few. */
    static int of(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Upper bounds in seconds. */
    static List<Double> boundsInSeconds() {
        List<Double> seconds = new ArrayList<>(BOUNDS.length);
        for (long bound : BOUNDS) {
            seconds.add(bound / NANOS_PER_SECOND);
        }
        return seconds;
    }
}
