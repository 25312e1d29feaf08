package dev.postern.sidecar.telemetry;

import java.lang.management.ManagementFactory;

/** Measures what a thread allocates. */
final class Allocation {

    private static final int WARM_UP = 20_000;
    private static final int RUNS = 100_000;

    private Allocation() {}

    /** Bytes that the calling thread allocates in many runs of an action that has run often before. */
    static long bytes(Runnable action) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < WARM_UP; i++) {
            action.run();
        }
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < RUNS; i++) {
            action.run();
        }
        long after = threads.getThreadAllocatedBytes(self);
        // Reading the counter itself allocates a little on some machines, far less than a byte a run.
        return (after - before) / RUNS;
    }
}
