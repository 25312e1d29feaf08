package dev.postern.sidecar.evidence;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the log has done since the process began; written by the appender and the lanes, read by anyone. */
public final class EvidenceCounters {

    private static final int BUCKETS = 24;

    final LongAdder shed = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    final AtomicLong receipts = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong gaps = new AtomicLong();
    final AtomicLong diskFull = new AtomicLong();
    final AtomicLong syncNanos = new AtomicLong();
    final AtomicLong checkpoints = new AtomicLong();
    private final LongAdder[] syncs = new LongAdder[BUCKETS];

    public EvidenceCounters() {
        for (int i = 0; i < BUCKETS; i++) {
            syncs[i] = new LongAdder();
        }
    }

    void synced(long nanos) {
        syncNanos.addAndGet(nanos);
        long micros = Math.max(nanos / 1_000, 1);
        syncs[Math.min(Long.SIZE - 1 - Long.numberOfLeadingZeros(micros), BUCKETS - 1)].increment();
    }

    /** Whoever reads the log has found it damaged. */
    public void foundDamaged() {
        damaged.increment();
    }

    /** Times that the log was found damaged when it was read. */
    public long damaged() {
        return damaged.sum();
    }

    /** Receipts that found no room or were refused; each is in a gap record once there is room. */
    public long shed() {
        return shed.sum();
    }

    /** Leaves written, gaps and the like among them. */
    public long receipts() {
        return receipts.get();
    }

    /** Bytes written to segments. */
    public long bytes() {
        return bytes.get();
    }

    /** Frames written, each with one sync. */
    public long batches() {
        return batches.get();
    }

    /** Numbers that gap records say are missing. */
    public long gaps() {
        return gaps.get();
    }

    /** Times that a frame found the disk full. */
    public long diskFull() {
        return diskFull.get();
    }

    /** Checkpoints released. */
    public long checkpoints() {
        return checkpoints.get();
    }

    /** Nanoseconds spent in syncs. */
    public long syncNanos() {
        return syncNanos.get();
    }

    /** Syncs that took less than 2^(bucket + 1) microseconds and not less than 2^bucket; bucket 0 to 23. */
    public long syncs(int bucket) {
        return syncs[bucket].sum();
    }
}
