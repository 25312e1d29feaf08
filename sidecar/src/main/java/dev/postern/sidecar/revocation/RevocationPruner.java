package dev.postern.sidecar.revocation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops revocations that are settled, from memory and from every record. What is dropped is gone, so it is left for the
 * next time when the clock was set since the last. Thread-safe.
 */
public final class RevocationPruner {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationPruner.class);

    /** How far the clock may be from where it was last seen and the time since; less than what acts are kept for longer. */
    private static final Duration DRIFT = Duration.ofMinutes(1);

    private final RevocationView view;
    private final List<RevocationFeed> feeds;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private long seenMillis;
    private long seenNanos;

    /** Prunes {@code view} and {@code feeds}, from now on. */
    public RevocationPruner(
            RevocationView view, List<RevocationFeed> feeds, InstantSource clock, LongSupplier nanoTime) {
        this.view = view;
        this.feeds = List.copyOf(feeds);
        this.clock = clock;
        this.nanoTime = nanoTime;
        look();
    }

    /** Prunes once; a record that cannot be pruned stays as it is. */
    public synchronized void prune() {
        if (!look()) {
            LOG.warn("the clock was set: revocations that have expired are kept for another while");
            return;
        }
        long now = seenMillis / 1000;
        int forgotten = view.forget(now);
        LOG.debug("{} revocations forgotten", forgotten);
        for (RevocationFeed feed : feeds) {
            try {
                int pruned = feed.prune(now);
                LOG.debug("{} revocations taken out of {}", pruned, feed.name());
            } catch (IOException | RuntimeException e) {
                LOG.warn("revocations that have expired cannot be taken out of {}", feed.name(), e);
            }
        }
    }

    /** Whether as much time passed by the clock as by the monotonic one. */
    private boolean look() {
        long millis = clock.millis();
        long nanos = nanoTime.getAsLong();
        long apart = millis - seenMillis - (nanos - seenNanos) / 1_000_000;
        seenMillis = millis;
        seenNanos = nanos;
        return Math.abs(apart) <= DRIFT.toMillis();
    }
}
