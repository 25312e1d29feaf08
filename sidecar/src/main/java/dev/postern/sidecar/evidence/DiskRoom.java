package dev.postern.sidecar.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits out a full disk: lanes fill up meanwhile, and what they shed is told of afterwards. The appender's. */
final class DiskRoom {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Overload overload;
    private final EvidenceCounters counters;
    private final BooleanSupplier hopeless;

    /** {@code hopeless} says when a full disk is not to be waited for any more. */
    DiskRoom(Overload overload, EvidenceCounters counters, BooleanSupplier hopeless) {
        this.overload = overload;
        this.counters = counters;
        this.hopeless = hopeless;
    }

    /** Something that may find the disk full, and can be tried again then. */
    @FunctionalInterface
    interface Attempt {
        void make() throws IOException;
    }

    /** Does it, again and again until there is room. */
    void await(Attempt attempt) throws IOException {
        while (true) {
            try {
                attempt.make();
                overload.stalled(false);
                return;
            } catch (DiskFullException e) {
                counters.diskFull.incrementAndGet();
                if (!overload.isStalled()) {
                    LOG.error("no room for the evidence log: {}", e.getMessage());
                    overload.stalled(true);
                }
                if (hopeless.getAsBoolean()) {
                    throw e;
                }
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }
}
