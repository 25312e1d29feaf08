package dev.postern.sidecar.egress;

import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.concurrent.atomic.AtomicInteger;

/** How many streams may still be opened. Thread-safe. */
final class StreamSlots {

    private final AtomicInteger free;
    private final EgressCounters counters;

    StreamSlots(int most, EgressCounters counters) {
        this.free = new AtomicInteger(most);
        this.counters = counters;
    }

    boolean take() {
        if (free.decrementAndGet() >= 0) {
            counters.opened();
            return true;
        }
        free.incrementAndGet();
        return false;
    }

    /** Gives a place back. */
    void give() {
        free.incrementAndGet();
        counters.closed();
    }

    /** Counts what became of a stream; returns it. */
    EgressOutcome count(EgressOutcome outcome) {
        return outcome.counted(counters);
    }
}
