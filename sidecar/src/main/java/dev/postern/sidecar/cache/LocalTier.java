package dev.postern.sidecar.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.postern.policy.Check;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tier in this sidecar's own memory: bounded in bytes, each entry with an end of its own. What is found has the
 * whole key asked for, its time is now by the wall clock, and it was made under the epochs in force. Thread-safe;
 * nothing waits for a lock that is held during work.
 */
public final class LocalTier {

    /** Bytes that an entry takes beside the contents of its key and value; {@code loadtest/run cache} measures them. */
    public static final int OVERHEAD = 240;

    private final Cache<EntryKey, Kept> entries;
    private final EpochTable epochs;
    private final Freshness freshness;
    private final LongSupplier nanoTime;

    /**
     * An empty tier.
     *
     * @param bytes of memory for entries
     * @param executor where what is too much is thrown out
     */
    public LocalTier(long bytes, EpochTable epochs, Freshness freshness, LongSupplier nanoTime, Executor executor) {
        this.epochs = epochs;
        this.freshness = freshness;
        this.nanoTime = nanoTime;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((EntryKey key, Kept kept) -> OVERHEAD + key.size() + kept.bytes())
                .expireAfter(Expiry.<EntryKey, Kept>writing(
                        (key, kept) -> Duration.ofMillis(kept.untilMillis() - kept.fromMillis())))
                .ticker(nanoTime::getAsLong)
                .executor(executor)
                .build();
    }

    /** The epochs that entries stand under; to be read before anything that an entry is made of. */
    public Epochs epochs(String tenant, String principal) {
        return epochs.of(tenant, principal);
    }

    /**
     * What is kept under a key and may be served now, or {@code null}.
     *
     * @param principal of whom the entry speaks, empty for nobody
     * @param type of the value
     */
    public <V> @Nullable V find(EntryKey key, String principal, long nowMillis, Class<V> type) {
        Kept kept = find(key, principal, nowMillis);
        return kept == null ? null : type.cast(kept.value());
    }

    /** What is kept under a key and may be served now as part of the answer to {@code asked}, or {@code null}. */
    @Nullable
    Kept find(EntryKey key, String principal, long nowMillis, Check asked) {
        Kept kept = find(key, principal, nowMillis);
        return kept == null || epochs.hasLost(kept.epochs(), asked) ? null : kept;
    }

    /**
     * Keeps an immutable value, unless its time is over already.
     *
     * @param bytes about how much memory it takes
     * @param made read by {@link #epochs} before the value was worked out
     */
    public void keep(EntryKey key, Object value, int bytes, Epochs made, long fromMillis, long untilMillis) {
        if (untilMillis > fromMillis) {
            entries.put(key, new Kept(value, bytes, made, fromMillis, untilMillis));
        }
    }

    /** Throws everything out. */
    public void clear() {
        epochs.bump(new Invalidation.Everything());
        entries.invalidateAll();
    }

    /** About how many entries there are. */
    public long size() {
        return entries.estimatedSize();
    }

    /** About how many bytes they take. */
    public long bytes() {
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    private @Nullable Kept find(EntryKey key, String principal, long nowMillis) {
        Kept kept = entries.getIfPresent(key);
        return kept != null
                        && kept.valid(nowMillis)
                        && epochs.isCurrent(kept.epochs(), key.tenant(), principal)
                        && isFresh()
                ? kept
                : null;
    }

    @SuppressWarnings("ReferenceEquality") // the one sidecar that is alone
    private boolean isFresh() {
        return freshness == Freshness.ALONE || freshness.current(nanoTime.getAsLong());
    }
}
