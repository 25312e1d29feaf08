package dev.postern.sidecar.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A fixed row of counters, kept once per stripe so that threads seldom meet on a cache line. Adding neither allocates
 * nor locks; a sum sees every addition that happened before it. Thread-safe.
 */
final class StripedCounters {

    private final AtomicLongArray[] stripes;

    /** Zeroes; {@code threads} is about how many add at once. */
    StripedCounters(int cells, int threads) {
        stripes = new AtomicLongArray[Integer.highestOneBit(Math.max(1, threads)) * 2];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new AtomicLongArray(cells);
        }
    }

    /** The calling thread's stripe: fetch once to add to several cells. */
    AtomicLongArray own() {
        // Threads of one pool are born together, so their ids spread evenly as they are.
        return stripes[(int) Thread.currentThread().getId() & (stripes.length - 1)];
    }

    long sum(int cell) {
        long sum = 0;
        for (AtomicLongArray stripe : stripes) {
            sum += stripe.get(cell);
        }
        return sum;
    }
}
