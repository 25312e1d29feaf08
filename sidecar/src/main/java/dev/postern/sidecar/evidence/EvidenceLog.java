package dev.postern.sidecar.evidence;

import dev.postern.evidence.Leaf;
import dev.postern.evidence.SegmentHeader;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evidence log of a running sidecar: gives threads their lanes, runs the appender, and tells of every checkpoint.
 * Thread-safe.
 */
public final class EvidenceLog implements LaneSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceLog.class);
    private static final int SHARED = 0;

    private final Closeable lock;
    private final Surroundings around;
    private final Appender appender;
    private final Thread thread;
    private final Compressor compressor;
    private final Thread compressing;
    private final String origin;
    private final String instance;
    private final Bell bell = new Bell();
    private final List<Home> homes = new ArrayList<>();
    private final List<ReceiptLane> lanes = new ArrayList<>();
    private final Lane shared;
    private final AtomicInteger opened = new AtomicInteger(SHARED + 1);
    private final EvidenceCounters counters;
    private final Overload overload;
    private final List<Consumer<Released>> subscribers = new CopyOnWriteArrayList<>();
    private final long begunSize;
    private volatile Optional<Released> newest;
    private volatile long releasedNanos;

    /**
     * What a log is told of the process it lives in.
     *
     * @param seal signs checkpoints
     * @param anchors where copies of checkpoints are kept, one of them not in the log's directory
     * @param boot names the run
     * @param version of the sidecar
     * @param loops how many event loops will ask for a lane
     * @param loop the event loop of the calling thread, {@code null} when it is none
     * @param elsewhere runs what waits on lanes of other threads, one task at a time
     * @param counters count what the log does
     * @param keys makes the key of a segment's openings, 32 random bytes
     * @param steps is told of each step of the write path
     * @param fatal ends the process; called when the log can no longer be trusted to be written
     * @param onOverload is told when checks have to be denied for want of evidence, and when no longer
     */
    public record Surroundings(
            CheckpointSeal seal,
            List<AnchorPlace> anchors,
            long boot,
            String version,
            int loops,
            Supplier<@Nullable ScheduledExecutorService> loop,
            ScheduledExecutorService elsewhere,
            InstantSource clock,
            LongSupplier nanoTime,
            EvidenceCounters counters,
            Supplier<byte[]> keys,
            WritePath.Witness steps,
            Consumer<Throwable> fatal,
            Consumer<Boolean> onOverload) {

        public Surroundings {
            anchors = List.copyOf(anchors);
        }
    }

    /** Where a copy of the newest checkpoint is kept. */
    public record AnchorPlace(Disk disk, String name) {}

    private EvidenceLog(
            EvidenceConfig config,
            String origin,
            String instance,
            Disk disk,
            Closeable lock,
            Surroundings around,
            Recovery.State state)
            throws IOException {
        this.origin = origin;
        this.instance = instance;
        this.lock = lock;
        this.around = around;
        this.counters = around.counters();
        this.newest = state.newest();
        this.begunSize = state.frontier().size();
        this.releasedNanos = around.nanoTime().getAsLong();
        this.overload = new Overload(config.shedReceipts(), config.shedTime(), this::overloadChanged);
        for (int i = 0; i <= around.loops(); i++) {
            homes.add(new Home());
            lanes.add(lane(config, i));
        }
        homes.get(SHARED).set(around.elsewhere());
        this.shared = new SharedLane(lanes.get(SHARED), around.elsewhere());
        this.compressor = new Compressor(disk, around.nanoTime(), counters, around.steps(), around.fatal());
        this.appender = new Appender(
                config,
                disk,
                begin(disk, state),
                around,
                bell,
                lanes,
                overload,
                counters,
                this::released,
                compressor::segmentEnded);
        this.thread = new Thread(appender, "postern-evidence");
        this.compressing = new Thread(compressor, "postern-evidence-compress");
        thread.start();
        if (config.compress()) {
            compressing.start();
        }
    }

    /** Recovers the log in a directory and goes on with it; or says why that must not be. */
    public static Opened open(EvidenceConfig config, String origin, String instance, Disk disk, Surroundings around)
            throws IOException {
        Closeable lock = disk.lock(Names.LOCK);
        if (lock == null) {
            return new Opened.Refused(Opened.Why.LOCKED, "another process writes the evidence log in " + disk);
        }
        try {
            List<byte[]> notes = new ArrayList<>();
            for (AnchorPlace place : around.anchors()) {
                notes.add(
                        place.disk().names().contains(place.name())
                                ? place.disk().read(place.name())
                                : new byte[0]);
            }
            Recovery.State state = new Recovery(disk, origin, around.seal(), notes, config.recoveryBytes()).run();
            EvidenceLog log = new EvidenceLog(config, origin, instance, disk, lock, around, state);
            log.appender.awaitBegun();
            return new Opened.Ready(log);
        } catch (Recovery.RefusedException e) {
            lock.close();
            return new Opened.Refused(e.why(), e.says());
        } catch (InterruptedException e) {
            lock.close();
            throw new InterruptedIOException("interrupted while the evidence log began");
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Each event loop gets a lane of its own; all other threads share one. */
    @Override
    public Lane open() {
        ScheduledExecutorService loop = around.loop().get();
        if (loop == null) {
            return shared;
        }
        int index = opened.getAndIncrement();
        if (index >= lanes.size()) {
            return shared;
        }
        homes.get(index).set(loop);
        return lanes.get(index);
    }

    /** Is told of every checkpoint from now on, on the appender's thread; must not block. */
    public void onRelease(Consumer<Released> subscriber) {
        subscribers.add(subscriber);
    }

    /** The newest checkpoint that may be shown; empty before the first. */
    public Optional<Released> newest() {
        return newest;
    }

    /** How many entries are on disk. */
    public long size() {
        return begunSize + counters.receipts();
    }

    /** Entries on disk that no released checkpoint is over. */
    public long unsigned() {
        long signed = newest.map(released -> released.checkpoint().size()).orElse(0L);
        return Math.max(0, size() - signed);
    }

    /** Nanoseconds since a checkpoint was released, or since the log was opened. */
    public long checkpointAgeNanos() {
        return around.nanoTime().getAsLong() - releasedNanos;
    }

    public String origin() {
        return origin;
    }

    public EvidenceCounters counters() {
        return counters;
    }

    /** Whether checks are denied because too much would go unrecorded. */
    public boolean isClosed() {
        return overload.isClosed();
    }

    /** Answers that wait for their receipts. */
    public int waiting() {
        return lanes.stream().mapToInt(lane -> lane.parking().size()).sum();
    }

    /** Writes what is on the lanes, a last checkpoint, and ends the log. Nobody may answer checks any more. */
    @Override
    public void close() throws IOException {
        appender.close();
        compressor.close();
        boolean interrupted = join(thread) | join(compressing);
        lock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a thread; whether the waiting one was interrupted meanwhile. */
    private static boolean join(Thread ending) {
        boolean interrupted = false;
        while (ending.isAlive()) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private ReceiptLane lane(EvidenceConfig config, int index) {
        Parking parking = new Parking(homes.get(index), config.waiting(), config.patience(), around.nanoTime());
        LaneRing ring = new LaneRing(config.laneSlots(), config.laneBytes());
        return new ReceiptLane(around.boot(), index, ring, overload, bell, counters.shed, parking);
    }

    private Appender.Beginning begin(Disk disk, Recovery.State state) throws IOException {
        long wall = around.clock().millis();
        SegmentHeader header = new SegmentHeader(
                origin,
                instance,
                around.boot(),
                wall,
                state.frontier().size(),
                state.digest(),
                new TreeMap<>(),
                state.frontier().encode());
        Leaf.Stamp stamp = new Leaf.Stamp(origin, instance, around.boot(), wall, state.prev());
        Leaf.Boot boot = new Leaf.Boot(stamp, state.boot(), state.clean(), state.next(), around.version());
        NodesFile nodes =
                new NodesFile(disk.open(NodesFile.NAME), state.frontier().size());
        Segment segment = Segment.begin(disk, header, around.keys().get());
        return new Appender.Beginning(
                nodes, state.frontier(), segment, boot, around.nanoTime().getAsLong());
    }

    private void released(Released checkpoint) {
        newest = Optional.of(checkpoint);
        releasedNanos = around.nanoTime().getAsLong();
        subscribers.forEach(subscriber -> subscriber.accept(checkpoint));
    }

    private void overloadChanged() {
        boolean closed = overload.isClosed();
        LOG.warn(
                closed
                        ? "too many receipts could not be kept: checks are denied until the evidence log has caught up"
                        : "the evidence log has caught up: checks are answered again");
        around.onOverload().accept(closed);
    }
}
