package dev.postern.policy;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts permitted checks against {@code limit} rules, each in fixed windows that begin with the first check counted.
 * Thread-safe; counting takes no lock. Bounded in memory: counters whose window is over make room for new ones, a few at
 * a time. Counters outlive a reload.
 */
public final class LimitCounters {

    private static final int SWEEP = 16;

    private final int capacity;
    private final ConcurrentHashMap<LimitCounter.Name, LimitCounter> counters = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicReference<@Nullable TrieWalk> spare = new AtomicReference<>();
    private Iterator<LimitCounter> sweep = counters.values().iterator();

    /** A table of at most {@code capacity} live counters. */
    public LimitCounters(int capacity) {
        this.capacity = capacity;
    }

    /**
     * The counter of that name, opened if there is none; {@code null} when the table is full of live windows.
     *
     * @param periodMillis length of its window
     */
    @Nullable
    LimitCounter counter(LimitCounter.Name name, long periodMillis, long nowMillis) {
        LimitCounter known = counters.get(name);
        if (known != null && !known.isRetired()) {
            return known;
        }
        if (known != null) {
            counters.remove(name, known);
        }
        if (counters.size() * 2L >= capacity) {
            sweep(nowMillis);
        }
        if (counters.size() >= capacity) {
            return null;
        }
        return counters.computeIfAbsent(name, absent -> new LimitCounter(absent, periodMillis));
    }

    /** Working memory for one caller, to be given back. */
    TrieWalk borrow() {
        TrieWalk walk = spare.getAndSet(null);
        return walk == null ? new TrieWalk() : walk;
    }

    void giveBack(TrieWalk walk) {
        spare.set(walk);
    }

    int size() {
        return counters.size();
    }

    /** One thread at a time looks at the next few counters; the others go on without. */
    private void sweep(long nowMillis) {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        for (int i = 0; i < SWEEP; i++) {
            if (!sweep.hasNext()) {
                sweep = counters.values().iterator();
                if (!sweep.hasNext()) {
                    break;
                }
            }
            LimitCounter counter = sweep.next();
            if (counter.retire(nowMillis)) {
                counters.remove(counter.name(), counter);
            }
        }
        sweeping.set(false);
    }
}
