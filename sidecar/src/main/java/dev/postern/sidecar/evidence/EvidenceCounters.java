package dev.postern.sidecar.evidence;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** What the log has done since the process began; written by the appender and the lanes, read by anyone. */
public final class EvidenceCounters {

    final LongAdder shed = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    final AtomicLong receipts = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong gaps = new AtomicLong();
    final AtomicLong diskFull = new AtomicLong();
    private final AtomicLong syncNanos = new AtomicLong();
    final AtomicLong checkpoints = new AtomicLong();
    private final LongAdder corrupt = new LongAdder();
    private volatile LongConsumer syncs = nanos -> {};

    /** Has every sync's nanoseconds told from now on, on the appender's thread; must not block. */
    public void onSync(LongConsumer observer) {
        syncs = observer;
    }

    void synced(long nanos) {
        syncNanos.addAndGet(nanos);
        syncs.accept(nanos);
    }

    void wrote(long leaves, long length) {
        receipts.addAndGet(leaves);
        bytes.addAndGet(length);
        batches.incrementAndGet();
    }

    /** Kept content was found not to be what its name says. */
    public void foundCorrupt() {
        corrupt.increment();
    }

    /** Times that kept content was found not to be what its name says. */
    public long corrupt() {
        return corrupt.sum();
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
}
