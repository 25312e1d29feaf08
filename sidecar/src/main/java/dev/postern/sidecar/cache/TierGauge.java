package dev.postern.sidecar.cache;

import java.util.function.LongSupplier;

/**
 * Measures whether a tier pays: one question in some is timed, and the tier is used while asking it costs at most 0.8 of
 * the work it spares. Before it is judged it has time to fill. A tier that is off is tried again after ever longer whiles,
 * for the workload may have changed. One for each tier and thread; only {@link #isOn} may be read by others.
 */
final class TierGauge {

    private static final double MOST = 0.8;
    private static final int SAMPLED = 16;
    private static final int WINDOW = 64;
    /** Windows that pass before a tier is judged by the next. */
    private static final int PATIENCE = 15;
    /** Questions for which a tier is left off the first time, and the last. */
    private static final int SHORTEST = 1 << 18;

    private static final int LONGEST = 1 << 24;
    private static final double WEIGHT = 1.0 / 8;

    private final CacheConfig.Use use;
    private final LongSupplier nanoTime;
    private volatile boolean on;
    private int asked;
    private int sampled;
    private int hits;
    private int windows;
    private int unused;
    private int rest = SHORTEST;
    private boolean timing;
    private long begun;
    private double price;
    private double work;

    TierGauge(CacheConfig.Use use, LongSupplier nanoTime) {
        this.use = use;
        this.nanoTime = nanoTime;
        this.on = use != CacheConfig.Use.NEVER;
    }

    /** Whether the tier is used at present. */
    boolean isOn() {
        return on;
    }

    /** Forgets what was measured, for another bundle is in force. */
    void restart() {
        rest = SHORTEST;
        begin();
    }

    /** Whether to ask the tier now; if so, asking begins. */
    boolean ask() {
        if (!on && (use == CacheConfig.Use.NEVER || ++unused < rest)) {
            return false;
        }
        if (!on) {
            rest = Math.min(2 * rest, LONGEST);
            begin();
        }
        timing = ++asked % SAMPLED == 0;
        begun = timing ? nanoTime.getAsLong() : 0;
        return true;
    }

    /** The tier has answered. */
    void answered(boolean hit) {
        if (!timing) {
            return;
        }
        long now = nanoTime.getAsLong();
        price = smoothed(price, now - begun);
        begun = now;
        sampled++;
        hits += hit ? 1 : 0;
        if (hit) {
            timing = false;
            judge();
        }
    }

    /** The work that a hit would have spared is done. */
    void worked() {
        if (timing) {
            timing = false;
            work = smoothed(work, nanoTime.getAsLong() - begun);
            judge();
        }
    }

    private void judge() {
        if (use == CacheConfig.Use.MEASURED && sampled >= WINDOW) {
            on = ++windows <= PATIENCE || work == 0 || price <= MOST * work * hits / sampled;
            sampled = 0;
            hits = 0;
        }
    }

    private void begin() {
        on = use != CacheConfig.Use.NEVER;
        sampled = 0;
        hits = 0;
        windows = 0;
        unused = 0;
        price = 0;
        work = 0;
    }

    private static double smoothed(double before, long nanos) {
        return before == 0 ? Math.max(1, nanos) : before + WEIGHT * (nanos - before);
    }
}
