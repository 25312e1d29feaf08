package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
    private static final long FULL_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long LARGEST_SLIP_NANOS = Duration.ofSeconds(1).toNanos();

    private final EvidenceConfig config;
    private final Disk disk;
    private final CheckpointSeal seal;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Supplier<byte[]> keys;
    private final WritePath.Witness steps;
    private final Consumer<Throwable> fatal;
    private final Bell bell;
    private final List<ReceiptLane> lanes;
    private final Overload overload;
    private final EvidenceCounters counters;
    private final Consumer<Released> onRelease;
    private final Runnable onSegmentEnded;
    private final Anchors anchors;
    private final NodesFile nodes;
    private final Frontier frontier;
    private final Batch batch;
    private final long bootNanos;

    private final MerkleHasher hasher = new MerkleHasher();
    private final ByteBuilder leaf = new ByteBuilder(1 << 12);
    private final ByteBuilder wrapped = new ByteBuilder(1 << 16);
    private final byte[] leafHash = new byte[TreeHash.BYTES];

    private Segment segment;
    private Leaf.@Nullable Boot boot;
    private TreeHash prev;
    private @Nullable Released signed;
    private long signedSize;
    private long unsignedSinceNanos;
    private long lastWall;
    private long lastNanos;
    private boolean emptied = true;

    private final CountDownLatch begun = new CountDownLatch(1);

    private volatile boolean closing;

    Appender(
            EvidenceConfig config,
            Disk disk,
            Beginning beginning,
            EvidenceLog.Surroundings around,
            Bell bell,
            List<ReceiptLane> lanes,
            Overload overload,
            EvidenceCounters counters,
            Consumer<Released> onRelease,
            Runnable onSegmentEnded) {
        this.config = config;
        this.disk = disk;
        this.seal = around.seal();
        this.clock = around.clock();
        this.nanoTime = around.nanoTime();
        this.keys = around.keys();
        this.steps = around.steps();
        this.fatal = around.fatal();
        this.bell = bell;
        this.lanes = lanes;
        this.overload = overload;
        this.counters = counters;
        this.onRelease = onRelease;
        this.onSegmentEnded = onSegmentEnded;
        this.nodes = beginning.nodes();
        this.frontier = beginning.frontier();
        this.segment = beginning.segment();
        this.boot = beginning.boot();
        this.prev = beginning.boot().stamp().prev();
        this.signedSize = beginning.frontier().size();
        this.bootNanos = beginning.bootNanos();
        this.anchors = new Anchors(around.anchors(), bootNanos);
        this.batch = new Batch(lanes, counters, bootNanos);
        this.lastWall = beginning.boot().stamp().wallMillis();
        this.lastNanos = bootNanos;
        this.unsignedSinceNanos = bootNanos;
    }

    /** How far a run of the sidecar got before its appender began. */
    record Beginning(NodesFile nodes, Frontier frontier, Segment segment, Leaf.Boot boot, long bootNanos) {}

    /** Writes until {@link #close} was called, then the rest, a last checkpoint and the end of the segment. */
    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last) {
                last = closing && lanesAreEmpty();
                step();
                if (emptied) {
                    sleep();
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
        segment.writer().begin(frontier.size(), prev, wall, now - bootNanos);
        if (boot != null) {
            segment.writer().boot(boot);
            boot = null;
        }
        clock(wall, now);
        emptied = batch.take(segment, frontier.size(), wall);
        if (segment.writer().count() > 0 || signed != null) {
            write();
        }
        if (emptied && lanesHaveRoom()) {
            overload.caughtUp();
        }
        if (isCheckpointDue(nanoTime.getAsLong())) {
            sign(wall);
        }
        anchors.keep(now);
        if (segment.size() >= config.segmentBytes()) {
            turnSegment(wall);
        }
    }

    private void clock(long wall, long now) {
        long slip = (wall - lastWall) * 1_000_000 - (now - lastNanos);
        if (Math.abs(slip) >= LARGEST_SLIP_NANOS) {
            segment.writer().clock(now - bootNanos, slip, wall);
        }
        lastWall = wall;
        lastNanos = now;
    }

    private void write() throws IOException, DamagedException {
        long size = frontier.size();
        int leaves = segment.writer().count();
        Released due = signed;
        int form = segment.vault().wrap(size, batch.openings(), wrapped);
        ByteBuilder frame = segment.writer().end(form, wrapped, due == null ? new byte[0] : due.note());
        steps.took(WritePath.COLLECTED);
        patiently(() -> segment.write(frame));
        took(WritePath.WRITTEN, WritePath.CHECKPOINT_WRITTEN, due);
        sync(frame);
        took(WritePath.SYNCED, WritePath.CHECKPOINT_SYNCED, due);
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).parking().kept(batch.next(i));
        }
        steps.took(WritePath.RELEASED_WAITING);
        begun.countDown();
        hash(frame.size(), leaves);
        steps.took(WritePath.HASHED);
        counters.receipts.addAndGet(leaves);
        counters.bytes.addAndGet(frame.size());
        counters.batches.incrementAndGet();
        if (due != null) {
            release(due);
        }
    }

    private void took(WritePath step, WritePath withCheckpoint, @Nullable Released due) {
        steps.took(step);
        if (due != null) {
            steps.took(withCheckpoint);
        }
    }

    /** Something that may find the disk full, and can be tried again then. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    /** A full disk is waited out: lanes fill up meanwhile, and what they shed is told of afterwards. */
    private void patiently(Attempt attempt) throws IOException {
        while (true) {
            try {
                attempt.make();
                overload.stalled(false);
                return;
            } catch (DiskFullException e) {
                counters.diskFull.incrementAndGet();
                if (!overload.isStalled()) {
                    LOG.error("no room for the evidence log: {}", e.getMessage());
                    overload.stalled(true);
                }
                if (closing || begun.getCount() > 0) {
                    throw e;
                }
                LockSupport.parkNanos(this, FULL_PAUSE_NANOS);
            }
        }
    }

    private void sync(ByteBuilder frame) throws IOException {
        long start = nanoTime.getAsLong();
        segment.sync(frame);
        counters.synced(nanoTime.getAsLong() - start);
    }

    /** What was written goes into the tree, not what was meant to be written. */
    private void hash(int length, int leaves) throws IOException, DamagedException {
        if (leaves > 0 && frontier.size() == signedSize) {
            unsignedSinceNanos = nanoTime.getAsLong();
        }
        segment.readBack(length);
        FrameReader reader = segment.reader();
        int hashed = 0;
        while (reader.next()) {
            leaf.clear();
            reader.text(leaf);
            hasher.leaf(leaf.array(), 0, leaf.size(), leafHash, 0);
            frontier.append(leafHash, 0, nodes);
            hashed++;
        }
        if (hashed != leaves) {
            throw new DamagedException("read back " + hashed + " leaves, expected " + leaves);
        }
        patiently(nodes::flush);
    }

    private boolean isCheckpointDue(long now) {
        long entries = frontier.size() - signedSize;
        return entries >= config.checkpointEntries()
                || (entries > 0
                        && now - unsignedSinceNanos >= config.checkpointAge().toNanos());
    }

    private void sign(long wall) {
        Checkpoint checkpoint = new Checkpoint(segment.header().origin(), frontier.size(), frontier.root());
        signed = new Released(checkpoint, seal.sign(checkpoint), wall);
        signedSize = frontier.size();
        steps.took(WritePath.SIGNED);
    }

    private void release(Released checkpoint) throws IOException {
        signed = null;
        prev = checkpoint.checkpoint().root();
        counters.checkpoints.incrementAndGet();
        onRelease.accept(checkpoint);
        anchors.released(checkpoint.note(), nanoTime.getAsLong());
        steps.took(WritePath.RELEASED);
    }

    private void turnSegment(long wall) throws IOException {
        nodes.sync();
        patiently(() -> segment.end(frontier.size(), frontier.root(), false, wall));
        steps.took(WritePath.SEGMENT_ENDED);
        SegmentHeader last = segment.header();
        SegmentHeader header = new SegmentHeader(
                last.origin(),
                last.instance(),
                last.boot(),
                wall,
                frontier.size(),
                segment.digest(),
                batch.next(),
                frontier.encode());
        patiently(() -> segment = Segment.begin(disk, header, keys.get()));
        steps.took(WritePath.SEGMENT_BEGUN);
        onSegmentEnded.run();
    }

    private void finish() throws IOException, DamagedException {
        long wall = clock.millis();
        while (frontier.size() > signedSize || signed != null) {
            if (signed == null) {
                sign(wall);
            }
            step();
        }
        anchors.keepNow();
        nodes.sync();
        segment.end(frontier.size(), frontier.root(), true, wall);
        nodes.close();
    }

    /** Until someone waits, a lane fills up, or receipts have lain long enough. */
    private void sleep() {
        bell.sleep(config.linger().toNanos(), () -> closing || anyWaiting());
    }

    private boolean anyWaiting() {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).parking().isOccupied() && !lanes.get(i).ring().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Writing may have taken long: what came meanwhile counts. */
    private boolean lanesHaveRoom() {
        for (int i = 0; i < lanes.size(); i++) {
            if (!lanes.get(i).ring().isHalfEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean lanesAreEmpty() {
        for (int i = 0; i < lanes.size(); i++) {
            if (!lanes.get(i).ring().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
