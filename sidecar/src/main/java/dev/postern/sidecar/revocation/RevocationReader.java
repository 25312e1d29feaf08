package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a feed on a thread of its own and keeps a view up to date. A feed that fails is tried again, ever less often, for
 * as long as it takes; meanwhile the view grows stale.
 */
public final class RevocationReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationReader.class);
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final RevocationFeed feed;
    private final RevocationView view;
    private final RevocationView.Freshness freshness;
    private final Duration wait;
    private final LongSupplier nanoTime;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private RevocationReader(RevocationFeed feed, RevocationView view, Duration wait, LongSupplier nanoTime) {
        this.feed = feed;
        this.view = view;
        this.freshness = view.feed();
        this.wait = wait;
        this.nanoTime = nanoTime;
        this.thread = new Thread(this::follow, "postern-revocations-" + feed.name());
        thread.setDaemon(true);
    }

    /**
     * Begins to follow {@code feed}, which the reader closes with itself.
     *
     * @param wait longest time between two looks; a fraction of the view's staleness bound
     */
    public static RevocationReader start(
            RevocationFeed feed, RevocationView view, Duration wait, LongSupplier nanoTime) {
        RevocationReader reader = new RevocationReader(feed, view, wait, nanoTime);
        reader.thread.start();
        return reader;
    }

    /** Waits until the feed was read to its end once; {@code false} when it was not in time. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void follow() {
        String position = RevocationFeed.START;
        long pause = FIRST_PAUSE_MILLIS;
        while (closed.getCount() > 0) {
            try {
                // The first look does not wait: only then is it known what there is.
                position = read(position, caughtUp.getCount() == 0 ? wait : Duration.ZERO);
                pause = FIRST_PAUSE_MILLIS;
            } catch (IOException | RuntimeException e) {
                if (closed.getCount() > 0) {
                    LOG.warn("revocations cannot be read from {}, trying again in {} ms", feed.name(), pause, e);
                }
                if (closedWithin(pause)) {
                    return;
                }
                pause = Math.min(2 * pause, Math.max(wait.toMillis(), FIRST_PAUSE_MILLIS));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String read(String position, Duration most) throws IOException, InterruptedException {
        long began = nanoTime.getAsLong();
        RevocationFeed.Batch batch = feed.read(position, most);
        for (Revocation act : batch.acts()) {
            if (!view.add(act)) {
                freshness.lost();
                throw new IOException("there is no room for more revocations");
            }
        }
        if (batch.last()) {
            freshness.readToEnd(began);
            caughtUp.countDown();
        }
        return batch.position();
    }

    private boolean closedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        feed.close();
        thread.interrupt();
    }
}
