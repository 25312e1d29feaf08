package dev.postern.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Milliseconds since the epoch as RFC 3339 in UTC, to the second; remembers the last second. Not thread-safe. */
final class WallTime {

    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    /** The second that {@code millis} lies in, in ASCII; not to be changed. */
    byte[] of(long millis) {
        long wanted = Math.floorDiv(millis, 1_000);
        if (wanted != second) {
            second = wanted;
            text = Instant.ofEpochSecond(wanted).toString().getBytes(StandardCharsets.US_ASCII);
        }
        return text;
    }

    /** Nanoseconds since that second. */
    static long nanos(long millis) {
        return Math.floorMod(millis, 1_000) * 1_000_000L;
    }
}
