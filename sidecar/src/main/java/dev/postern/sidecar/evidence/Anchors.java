package dev.postern.sidecar.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the newest released checkpoint, one beside the segments and one elsewhere, so that a log that was put back to
 * an earlier state is found out. Brought up to date at most once a second, and when the log is closed, on a thread of
 * their own: their syncs would hold up those that answers wait for.
 */
final class Anchors implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<EvidenceLog.AnchorPlace> places;
    private final Consumer<Throwable> fatal;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Released kept;

    /** Nothing until something is released: what a run before kept is not touched until then. */
    private volatile @Nullable Released newest;

    /** {@code fatal} is told when a copy cannot be written for another reason than that there is no room. */
    Anchors(List<EvidenceLog.AnchorPlace> places, Consumer<Throwable> fatal) {
        this.places = List.copyOf(places);
        this.fatal = fatal;
    }

    /** Any thread, without waiting: a checkpoint was released. */
    void released(Released checkpoint) {
        newest = checkpoint;
        news.release();
    }

    /** Lets {@link #run} come to its end, with the copies up to date. */
    void close() {
        closed.countDown();
        news.release();
    }

    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last) {
                news.acquire();
                news.drainPermits();
                last = closed.getCount() == 0;
                keep(newest);
                boolean unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            LOG.error("the newest checkpoint cannot be copied", e);
            fatal.accept(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // each is released once
    private void keep(@Nullable Released checkpoint) throws IOException {
        if (checkpoint == null || checkpoint == kept) {
            return;
        }
        try {
            for (EvidenceLog.AnchorPlace place : places) {
                place.disk().replace(place.name(), checkpoint.note());
            }
            kept = checkpoint;
        } catch (DiskFullException e) {
            LOG.warn("no room for a copy of the newest checkpoint: {}", e.getMessage());
        }
    }
}
