package dev.postern.sidecar.cache;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Measures whether a tier pays, by trial. In a trial, stretches of questions go through the tier and around it in turns,
 * and the time of both is taken, whatever it goes to: looking up, keeping, or the work itself. The tier is used if what it
 * takes is at most 0.8 of the work that its hits spare. The slowest quarter of the stretches on either side is left out,
 * for a pause of the machine is nobody's work. Before the first trial the tier has time to fill, and code to be compiled;
 * later ones come after a while, and after ever longer ones as long as the tier does not pay. One for each tier and
 * thread; only {@link #isOn} may be read by others.
 */
final class TierGauge {

    private static final double MOST = 0.8;
    /** Questions for which the tier is used before a trial that follows a rest. */
    private static final int FILL = 1 << 14;

    /** Of each side. */
    private static final int STRETCHES = 16;

    private static final int COUNTED = STRETCHES - STRETCHES / 4;
    /** Questions between trials of a tier that pays; those that a tier that does not is first, and at most, left off. */
    private static final int SHORTEST = 1 << 18;

    private static final int LONGEST = 1 << 24;

    private final CacheConfig.Use use;
    private final int stretch;
    private final LongSupplier nanoTime;
    private final long[] through = new long[STRETCHES];
    private final long[] around = new long[STRETCHES];
    private volatile boolean on;
    /** Questions until the next trial, not positive while there is one. */
    private int untilTrial;

    private int rest;
    private int hits;
    private long begun;

    /**
     * A gauge.
     *
     * @param stretch questions of a stretch; few where the work is so dear that few tell enough, and many would cost much
     */
    TierGauge(CacheConfig.Use use, int stretch, LongSupplier nanoTime) {
        this.use = use;
        this.stretch = stretch;
        this.nanoTime = nanoTime;
        restart();
    }

    /** Whether the tier was found to pay, or was not tried yet. */
    boolean isOn() {
        return on;
    }

    /** Forgets what was measured, for another bundle is in force. */
    void restart() {
        on = use != CacheConfig.Use.NEVER;
        untilTrial = FILL;
        rest = SHORTEST;
    }

    /** Whether to ask the tier this question; {@link #answered} follows either way. */
    boolean ask() {
        if (use != CacheConfig.Use.MEASURED) {
            return on;
        }
        if (--untilTrial >= 0) {
            return on || untilTrial < FILL;
        }
        if (untilTrial == -1) {
            begin();
        }
        begun = nanoTime.getAsLong();
        return isThrough();
    }

    /** The question that was asked last is answered, by the tier if {@code hit}. */
    void answered(boolean hit) {
        if (untilTrial >= 0 || use != CacheConfig.Use.MEASURED) {
            return;
        }
        int question = -1 - untilTrial;
        long took = nanoTime.getAsLong() - begun;
        (isThrough() ? through : around)[question / (2 * stretch)] += took;
        hits += hit ? 1 : 0;
        if (question == 2 * STRETCHES * stretch - 1) {
            judge();
        }
    }

    /** Which side comes first changes from pair to pair, so that neither gains while things get faster. */
    private boolean isThrough() {
        return ((-1 - untilTrial) / stretch + 1) / 2 % 2 == 0;
    }

    private void begin() {
        Arrays.fill(through, 0);
        Arrays.fill(around, 0);
        hits = 0;
    }

    private void judge() {
        double spared = (double) hits / (STRETCHES * stretch);
        on = usual(through) <= usual(around) * (1 - (1 - MOST) * spared);
        untilTrial = on ? SHORTEST : rest;
        rest = on ? SHORTEST : Math.min(2 * rest, LONGEST);
    }

    /** The time of the quicker stretches. */
    private static long usual(long[] stretches) {
        Arrays.sort(stretches);
        long sum = 0;
        for (int i = 0; i < COUNTED; i++) {
            sum += stretches[i];
        }
        return sum;
    }
}
