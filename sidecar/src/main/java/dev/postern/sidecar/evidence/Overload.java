package dev.postern.sidecar.evidence;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may go unrecorded before nothing may: receipts are shed up to a budget of number and time, then the log is
 * closed and every check denied until the appender has caught up. Asked only when a receipt finds no room, apart from
 * {@link #isClosed} and {@link #isStalled}. Thread-safe, without locks.
 */
final class Overload {

    private final long mostShed;
    private final long longestNanos;
    private final Runnable onChange;
    private final AtomicLong shed = new AtomicLong();
    private final AtomicLong firstNanos = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean stalled;

    /** {@code onChange} is told whenever the log closes or opens, on the thread that brought it about. */
    Overload(long mostShed, Duration longest, Runnable onChange) {
        this.mostShed = mostShed;
        this.longestNanos = longest.toNanos();
        this.onChange = onChange;
    }

    /** Whether checks must be denied, since no more may go unrecorded. */
    boolean isClosed() {
        return closed;
    }

    /** Whether nothing gets to the disk at present, so that waiting for it is in vain. */
    boolean isStalled() {
        return stalled;
    }

    /** The disk takes nothing, or takes it again. */
    void stalled(boolean now) {
        stalled = now;
    }

    /** Counts a receipt that found no room; whether its answer may leave all the same. */
    boolean shed(long now) {
        long before = shed.getAndIncrement();
        if (before == 0) {
            firstNanos.set(now);
        }
        if (before >= mostShed || now - firstNanos.get() > longestNanos) {
            close();
        }
        return !closed;
    }

    /** The lanes were emptied and what was on them is on disk. */
    void caughtUp() {
        if (shed.get() != 0) {
            shed.set(0);
            boolean was = closed;
            closed = false;
            if (was) {
                onChange.run();
            }
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            onChange.run();
        }
    }
}
