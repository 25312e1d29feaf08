package dev.postern.sidecar.evidence;

import dev.postern.evidence.Leaf;
import dev.postern.evidence.SegmentHeader;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evidence log of a running sidecar: gives threads their lanes, runs the appender, and tells of every checkpoint.
 * Thread-safe.
 */
public final class EvidenceLog implements LaneSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceLog.class);

    private final Closeable lock;
    private final Surroundings around;
    private final String origin;
    private final String instance;
    private final EvidenceCounters counters;
    private final Overload overload;
    private final Bell bell = new Bell();
    private final Lanes lanes;
    private final Appender appender;
    private final Thread appending;
    private final Anchors anchors;
    private final Thread anchoring;
    private final Compressor compressor;
    private final Thread compressing;
    private final List<Consumer<Released>> subscribers = new CopyOnWriteArrayList<>();
    private final long begunSize;
    private volatile Optional<Released> newest;
    private volatile long releasedNanos;

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
        this.lanes = new Lanes(config, around, overload, bell);
        this.anchors = new Anchors(around.anchors(), around.fatal());
        this.compressor = new Compressor(disk, around.nanoTime(), counters, around.steps(), around.fatal());
        this.appender = new Appender(
                config, around, begin(disk, state), lanes, overload, bell, this::released, compressor::segmentEnded);
        this.appending = new Thread(appender, "postern-evidence");
        this.anchoring = new Thread(anchors, "postern-evidence-anchors");
        this.compressing = new Thread(compressor, "postern-evidence-compress");
        appending.start();
        anchoring.start();
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
            if (config.compress()) {
                log.compressing.start();
            }
            return new Opened.Ready(log);
        } catch (RefusedException e) {
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
        return lanes.open();
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
        return lanes.waiting();
    }

    /** Writes what is on the lanes, a last checkpoint, and ends the log. Nobody may answer checks any more. */
    @Override
    public void close() throws IOException {
        appender.close();
        compressor.close();
        boolean interrupted = join(appending);
        anchors.close();
        interrupted |= join(anchoring);
        interrupted |= join(compressing);
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
        GrowingTree tree = new GrowingTree(nodes, state.frontier());
        return new Appender.Beginning(
                disk, tree, segment, boot, around.nanoTime().getAsLong());
    }

    private void released(Released checkpoint) {
        newest = Optional.of(checkpoint);
        releasedNanos = around.nanoTime().getAsLong();
        anchors.released(checkpoint);
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
