package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationNames;
import dev.postern.capability.RevocationTable;
import dev.postern.capability.Revocations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What this sidecar knows of revocations, and whether it is recent enough to go by: every feed must have been read to its
 * end within the staleness bound. Asked on event loops, without a lock; thread-safe.
 */
public final class RevocationView implements Revocations {

    private final RevocationTable table;
    private final long boundNanos;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final LongAdder forgotten = new LongAdder();
    private final List<Freshness> feeds = new CopyOnWriteArrayList<>();

    /**
     * A view that names nothing yet.
     *
     * @param bound how long after a feed was last read to its end it is still gone by
     * @param clock tells what is settled, when there is no more room
     */
    public RevocationView(RevocationTable table, Duration bound, LongSupplier nanoTime, InstantSource clock) {
        this.table = table;
        this.boundNanos = bound.toNanos();
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public boolean revokes(RevocationNames names, long issuedAt) {
        return table.revokes(names, issuedAt);
    }

    /** What was found not revoked in an epoch stays so in it. */
    public long epoch() {
        return table.epoch();
    }

    /** Whether a feed has not been read to its end for too long, or holds more than there is room for. */
    public boolean isStale() {
        if (feeds.isEmpty()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        for (int i = 0; i < feeds.size(); i++) {
            Freshness feed = feeds.get(i);
            if (!feed.known || now - feed.readAt > boundNanos) {
                return true;
            }
        }
        return false;
    }

    /** How many tokens, keys and subjects are named. */
    public int size() {
        return table.size();
    }

    /** Names that were forgotten because what they revoke had expired. */
    public long forgotten() {
        return forgotten.sum();
    }

    /** Takes an act; {@code false} when there is no room for it, not even where others are settled. */
    public synchronized boolean add(Revocation act) {
        return table.add(act) || (forget(clock.millis() / 1000) > 0 && table.add(act));
    }

    /** Drops what is settled at {@code now}, in seconds since the epoch; how many names that were. */
    synchronized int forget(long now) {
        int names = table.forget(now);
        forgotten.add(names);
        return names;
    }

    /** A feed whose acts belong to the view from now on; the view is stale until it was read. */
    Freshness feed() {
        Freshness feed = new Freshness();
        feeds.add(feed);
        return feed;
    }

    /** How recent what is known of one feed is. Written by its reader alone. */
    static final class Freshness {

        private volatile long readAt;
        private volatile boolean known;

        /** The feed was read to the end that it had at that time, in monotonic nanoseconds. */
        void readToEnd(long at) {
            readAt = at;
            known = true;
        }

        /** What the feed holds could not be taken whole; nothing but a restart with more room helps. */
        void lost() {
            known = false;
        }
    }
}
