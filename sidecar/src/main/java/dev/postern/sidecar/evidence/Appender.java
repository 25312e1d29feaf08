package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Leaf;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes receipts from the lanes to disk, into the tree and under a checkpoint; the one thread that writes the log.
 *
 * <p>The order of its steps is the promise: write, sync, let go the answers that wait for that, read back and hash, sign;
 * the checkpoint is written and synced with the next frame and only then shown. So nothing is signed that a crash could
 * take away, and no checkpoint is shown that a crash could make this log deny. What arrives during a sync is the next
 * batch. A sync that fails is never tried again, because what the system then holds of the file is unknown: the process
 * has to end and recover.
 */
final class Appender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final byte[] NO_CHECKPOINT = {};

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final WritePath.Witness steps;
    private final Consumer<Throwable> fatal;
    private final Bell bell;
    private final long lingerNanos;
    private final Lanes lanes;
    private final Overload overload;
    private final EvidenceCounters counters;
    private final DiskRoom room;
    private final GrowingTree tree;
    private final SegmentChain segments;
    private final Checkpoints checkpoints;
    private final WallClock wallClock;
    private final Batch batch;
    private final long bootNanos;
    private final ByteBuilder wrapped = new ByteBuilder(1 << 16);
    private final CountDownLatch begun = new CountDownLatch(1);

    private Leaf.@Nullable Boot boot;
    private boolean emptied = true;

    private volatile boolean closing;

    /**
     * An appender of a run that has begun.
     *
     * @param onRelease is told of every checkpoint that may be shown
     * @param onSegmentEnded is told when a segment was ended and another begun
     */
    Appender(
            EvidenceConfig config,
            Surroundings around,
            Beginning beginning,
            Lanes lanes,
            Overload overload,
            Bell bell,
            Consumer<Released> onRelease,
            Runnable onSegmentEnded) {
        Leaf.Boot first = beginning.boot();
        this.clock = around.clock();
        this.nanoTime = around.nanoTime();
        this.steps = around.steps();
        this.fatal = around.fatal();
        this.bell = bell;
        this.lingerNanos = config.linger().toNanos();
        this.lanes = lanes;
        this.overload = overload;
        this.counters = around.counters();
        this.room = new DiskRoom(overload, counters, () -> closing || begun.getCount() > 0);
        this.tree = beginning.tree();
        this.segments = new SegmentChain(beginning.disk(), room, config, around, beginning.segment(), onSegmentEnded);
        this.bootNanos = beginning.bootNanos();
        this.checkpoints = new Checkpoints(
                config, around, first.stamp().origin(), onRelease, first.stamp().prev(), tree.size(), bootNanos);
        this.wallClock = new WallClock(first.stamp().wallMillis(), bootNanos);
        this.batch = new Batch(lanes.all(), counters, bootNanos);
        this.boot = first;
    }

    /** How far a run of the sidecar got before its appender began. */
    record Beginning(Disk disk, GrowingTree tree, Segment segment, Leaf.Boot boot, long bootNanos) {}

    /** Writes until {@link #close} was called, then the rest, a last checkpoint and the end of the segment. */
    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last) {
                last = closing && lanes.areEmpty();
                step();
                if (emptied) {
                    bell.sleep(lingerNanos, () -> closing || lanes.isAwaited());
                }
            }
            finish();
        } catch (IOException | DamagedException | RuntimeException | Error e) {
            LOG.error("the evidence log cannot go on", e);
            fatal.accept(e);
        } finally {
            begun.countDown();
        }
    }

    /** Waits until the log says that the run has begun: what is answered before that could be lost undeclared. */
    void awaitBegun() throws InterruptedException {
        begun.await();
    }

    /** Lets {@link #run} come to its end. */
    void close() {
        closing = true;
        bell.wake();
    }

    /** Takes and writes one batch, if there is anything to write. */
    private void step() throws IOException, DamagedException {
        long now = nanoTime.getAsLong();
        long wall = clock.millis();
        Segment segment = segments.current();
        begin(segment.writer(), wall, now);
        emptied = batch.take(segment, tree.size(), wall);
        Released due = checkpoints.due();
        if (segment.writer().count() > 0 || due != null) {
            write(segment, due);
        }
        if (emptied && lanes.haveRoom()) {
            // Writing may have taken long: what came meanwhile counts.
            overload.caughtUp();
        }
        checkpoints.sign(tree, wall, nanoTime.getAsLong());
        if (segments.isLongEnough(tree)) {
            segments.turn(tree, batch.next(), wall);
        }
    }

    private void begin(FrameWriter frame, long wall, long now) {
        frame.begin(tree.size(), checkpoints.prev(), wall, now - bootNanos);
        if (boot != null) {
            frame.boot(boot);
            boot = null;
        }
        wallClock.read(wall, now, frame);
    }

    private void write(Segment segment, @Nullable Released due) throws IOException, DamagedException {
        int leaves = segment.writer().count();
        int form = segment.vault().wrap(tree.size(), batch.openings(), wrapped);
        ByteBuilder frame = segment.writer().end(form, wrapped, due == null ? NO_CHECKPOINT : due.note());
        steps.took(WritePath.COLLECTED);
        room.await(() -> segment.write(frame));
        took(WritePath.WRITTEN, WritePath.CHECKPOINT_WRITTEN, due);
        long start = nanoTime.getAsLong();
        segment.sync(frame);
        counters.synced(nanoTime.getAsLong() - start);
        took(WritePath.SYNCED, WritePath.CHECKPOINT_SYNCED, due);
        batch.kept();
        steps.took(WritePath.RELEASED_WAITING);
        begun.countDown();
        hash(segment, frame.size(), leaves);
        steps.took(WritePath.HASHED);
        counters.wrote(leaves, frame.size());
        if (due != null) {
            checkpoints.release(due);
        }
    }

    private void took(WritePath step, WritePath withCheckpoint, @Nullable Released due) {
        steps.took(step);
        if (due != null) {
            steps.took(withCheckpoint);
        }
    }

    /** What was written goes into the tree, not what was meant to be written. */
    private void hash(Segment segment, int length, int leaves) throws IOException, DamagedException {
        if (leaves > 0) {
            checkpoints.growing(tree.size(), nanoTime.getAsLong());
        }
        segment.readBack(length);
        int hashed = tree.append(segment.reader());
        if (hashed != leaves) {
            throw new DamagedException("read back " + hashed + " leaves, expected " + leaves);
        }
        room.await(tree::flush);
    }

    private void finish() throws IOException, DamagedException {
        long wall = clock.millis();
        while (checkpoints.isOpen(tree, wall)) {
            step();
        }
        segments.end(tree, wall);
    }
}
