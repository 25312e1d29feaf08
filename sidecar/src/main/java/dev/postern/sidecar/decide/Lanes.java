package dev.postern.sidecar.decide;

import java.util.concurrent.atomic.AtomicInteger;

/** Names answers: each thread that answers has a lane of its own and numbers its answers without gaps. Thread-safe. */
public final class Lanes {

    private final long boot;
    private final AtomicInteger opened = new AtomicInteger();
    private final ThreadLocal<Lane> own = ThreadLocal.withInitial(() -> new Lane(opened.getAndIncrement()));

    /** Lanes of the run of the sidecar that {@code boot} names. */
    public Lanes(long boot) {
        this.boot = boot;
    }

    /** The next name in the calling thread's lane. */
    public DecisionId next() {
        Lane lane = own.get();
        return new DecisionId(boot, lane.index, lane.count++);
    }

    private static final class Lane {
        private final int index;
        private long count;

        Lane(int index) {
            this.index = index;
        }
    }
}
