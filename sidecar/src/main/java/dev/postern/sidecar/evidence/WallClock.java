package dev.postern.sidecar.evidence;

import dev.postern.evidence.FrameWriter;
import java.time.Duration;

/** Watches the wall clock against the monotonic one, and leaves a record where it was set. One thread's. */
final class WallClock {

    private static final long LARGEST_SLIP_NANOS = Duration.ofSeconds(1).toNanos();

    private final long bootNanos;
    private long lastMillis;
    private long lastNanos;

    WallClock(long wallMillis, long bootNanos) {
        this.bootNanos = bootNanos;
        this.lastMillis = wallMillis;
        this.lastNanos = bootNanos;
    }

    /** What both say now; writes a record when the wall clock was set since. */
    void read(long wallMillis, long nowNanos, FrameWriter writer) {
        long slip = (wallMillis - lastMillis) * 1_000_000 - (nowNanos - lastNanos);
        if (Math.abs(slip) >= LARGEST_SLIP_NANOS) {
            writer.clock(nowNanos - bootNanos, slip, wallMillis);
        }
        lastMillis = wallMillis;
        lastNanos = nowNanos;
    }
}
