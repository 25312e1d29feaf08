package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses the segments that were ended, one after another, on a thread of its own: the appender only says that there is
 * one more. Segments that an earlier run ended are looked at first. What goes wrong leaves a segment as it is.
 */
final class Compressor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Compressor.class);

    private final Disk disk;
    private final LongSupplier nanoTime;
    private final EvidenceCounters counters;
    private final WritePath.Witness steps;
    private final Consumer<Throwable> fatal;
    private final Semaphore ended = new Semaphore(1);
    /** The last segment looked at; none is looked at twice. */
    private String last = "";

    private volatile boolean closing;

    Compressor(
            Disk disk,
            LongSupplier nanoTime,
            EvidenceCounters counters,
            WritePath.Witness steps,
            Consumer<Throwable> fatal) {
        this.disk = disk;
        this.nanoTime = nanoTime;
        this.counters = counters;
        this.steps = steps;
        this.fatal = fatal;
    }

    /** Any thread, without waiting: a segment was ended and another begun. */
    void segmentEnded() {
        ended.release();
    }

    /** Lets {@link #run} come to its end, without finishing the segment it is at. */
    void close() {
        closing = true;
        ended.release();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                ended.acquireUninterruptibly();
                ended.drainPermits();
                compressAll();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("compressing the evidence log cannot go on", e);
            fatal.accept(e);
        }
    }

    /** The newest is being written; all others were ended. */
    private void compressAll() {
        List<String> segments = segments();
        for (String name : segments.subList(0, Math.max(0, segments.size() - 1))) {
            if (!closing && name.compareTo(last) > 0) {
                last = name;
                compress(name);
            }
        }
    }

    private List<String> segments() {
        try {
            return disk.names().stream().filter(Names::isSegment).toList();
        } catch (IOException e) {
            LOG.warn("the segments of the evidence log cannot be listed, none is compressed: {}", e.getMessage());
            return List.of();
        }
    }

    private void compress(String name) {
        try {
            Rewriting.Outcome outcome = new Rewriting(disk, name, nanoTime, () -> closing, steps).run();
            LOG.debug("{}: {}", name, outcome);
        } catch (DamagedException e) {
            counters.foundDamaged();
            LOG.error("a segment that was to be compressed is damaged: {}", e.getMessage());
        } catch (IOException e) {
            LOG.warn("{} could not be compressed and stays as it is: {}", name, e.getMessage());
        }
    }
}
