package dev.postern.sidecar.egress;

import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many streams may be open, and how much memory all of them together may hold. Thread-safe. */
final class StreamSlots {

    private final AtomicInteger free;
    private final AtomicLong room;
    private final EgressCounters counters;

    /**
     * All free.
     *
     * @param most streams
     * @param bytes that all of them together may hold
     */
    StreamSlots(int most, long bytes, EgressCounters counters) {
        this.free = new AtomicInteger(most);
        this.room = new AtomicLong(bytes);
        this.counters = counters;
    }

    /** A place for one more stream; empty when too many are open. */
    Optional<Slot> take() {
        if (free.decrementAndGet() >= 0) {
            counters.opened();
            return Optional.of(new Slot());
        }
        free.incrementAndGet();
        return Optional.empty();
    }

    /** The place of one stream, which is used by one thread at a time and given back by any. */
    final class Slot {

        private long holding;
        private boolean given;

        /** Says how many bytes the stream holds now; false when there is no room for them beside those of all others. */
        synchronized boolean holds(long bytes) {
            long more = given ? 0 : bytes - holding;
            if (room.addAndGet(-more) < 0 && more > 0) {
                room.addAndGet(more);
                return false;
            }
            holding += more;
            counters.held(more);
            return true;
        }

        /** Counts what became of the stream; returns it. */
        EgressOutcome count(EgressOutcome outcome) {
            return outcome.counted(counters);
        }

        /** Gives the place back, and all that was held; once is enough. */
        synchronized void give() {
            if (!given) {
                holds(0);
                given = true;
                free.incrementAndGet();
                counters.closed();
            }
        }
    }
}
