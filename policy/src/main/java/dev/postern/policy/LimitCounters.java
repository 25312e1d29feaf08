package dev.postern.policy;

/** Counts permitted checks against {@code limit} rules. Thread-safe and lock-free; bounded in memory. */
public final class LimitCounters {

    private final int capacity;

    /** A table of at most {@code capacity} live counters. */
    public LimitCounters(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }
}
