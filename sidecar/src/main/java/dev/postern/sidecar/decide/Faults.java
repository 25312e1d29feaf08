package dev.postern.sidecar.decide;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of the sidecar itself while it answered: all are counted, the first and then every thousandth is logged, so
 * that a fault that every check meets does not drown the log. Thread-safe and lock-free.
 */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final long LOG_EVERY = 1_000;

    private final LongAdder count = new LongAdder();

    /** How many there have been. */
    public long count() {
        return count.sum();
    }

    /** Counts a fault. */
    public void add(Throwable fault) {
        long before = count.sum();
        count.increment();
        if (before % LOG_EVERY == 0) {
            LOG.error("fault while answering a check, number {}", before + 1, fault);
        }
    }
}
