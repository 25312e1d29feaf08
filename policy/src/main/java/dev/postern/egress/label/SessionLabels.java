package dev.postern.egress.label;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What sessions have seen. Whatever leaves a session may depend on all that ever came into it, so its labels only grow:
 * a later content that claims none carries them all the same. Sessions that are not heard of for a while are forgotten;
 * when the table is full of live ones, new ones are refused, because forgetting a live one would forget its labels.
 * Thread-safe.
 */
public final class SessionLabels {

    /** The longest name of a session, in characters. */
    public static final int MAX_NAME = 256;

    private record Key(String tenant, String session) {}

    private record Seen(Labels labels, long lastMillis) {}

    private final int most;
    private final long idleMillis;
    private final ConcurrentHashMap<Key, Seen> sessions = new ConcurrentHashMap<>();

    /** A table of at most {@code most} sessions, each forgotten when it is idle longer than {@code idleMillis}. */
    public SessionLabels(int most, long idleMillis) {
        this.most = most;
        this.idleMillis = idleMillis;
    }

    /**
     * Adds what a session sees now.
     *
     * @return all that it has seen, or {@code null} when there is no room for the session or for its labels
     */
    public @Nullable Labels see(String tenant, String session, Labels labels, long nowMillis) {
        Key key = new Key(tenant, session);
        if (!sessions.containsKey(key) && sessions.size() >= most) {
            sessions.values().removeIf(seen -> isForgotten(seen, nowMillis));
            if (sessions.size() >= most) {
                return null;
            }
        }
        Seen seen = sessions.compute(key, (name, before) -> grown(before, labels, nowMillis));
        return seen.labels().all().containsAll(labels.all()) ? seen.labels() : null;
    }

    /** How many sessions are remembered. */
    public int size() {
        return sessions.size();
    }

    /** A session whose labels no longer fit keeps those it had. */
    private Seen grown(@Nullable Seen before, Labels labels, long nowMillis) {
        if (before == null || isForgotten(before, nowMillis)) {
            return new Seen(labels, nowMillis);
        }
        Labels joined = before.labels().with(labels);
        return new Seen(joined == null ? before.labels() : joined, Math.max(before.lastMillis(), nowMillis));
    }

    private boolean isForgotten(Seen seen, long nowMillis) {
        return nowMillis - seen.lastMillis() > idleMillis;
    }
}
