package dev.postern.sidecar.cache;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the cache since the start. Thread-safe. */
public final class CacheCounters {

    final LongAdder exactHits = new LongAdder();
    final LongAdder exactMisses = new LongAdder();
    final LongAdder patternHits = new LongAdder();
    final LongAdder patternMisses = new LongAdder();
    final LongAdder shadowChecks = new LongAdder();
    final LongAdder shadowSkipped = new LongAdder();
    final LongAdder mismatches = new LongAdder();
    final LongAdder invalidations = new LongAdder();

    /** Whole answers found by question. */
    public long exactHits() {
        return exactHits.sum();
    }

    public long exactMisses() {
        return exactMisses.sum();
    }

    /** Times a certificate spared dear comparisons. */
    public long patternHits() {
        return patternHits.sum();
    }

    public long patternMisses() {
        return patternMisses.sum();
    }

    /** Hits that were compared with a fresh evaluation. */
    public long shadowChecks() {
        return shadowChecks.sum();
    }

    /** Hits that were to be compared but found the queue full, or rested on what no longer was there. */
    public long shadowSkipped() {
        return shadowSkipped.sum();
    }

    /** Hits that were not what a fresh evaluation answers. */
    public long mismatches() {
        return mismatches.sum();
    }

    public long invalidations() {
        return invalidations.sum();
    }
}
