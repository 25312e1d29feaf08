package dev.postern.sidecar.admin;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs the hot path before anybody depends on it, so that the first checks find it compiled. What it runs must leave no
 * trace: no limit, metric or receipt may count it.
 */
public final class WarmUp {

    /** About what the second compiler asks for before it takes a method up, with room for callers of callers. */
    public static final int DEFAULT_ROUNDS = 20_000;

    public static final Duration DEFAULT_TIME = Duration.ofSeconds(3);

    private final List<Runnable> steps;
    private final int maxRounds;
    private final Duration maxTime;
    private final LongSupplier nanoTime;

    /** Each round runs all {@code steps}; rounds end after {@code maxRounds} or {@code maxTime}, whichever is first. */
    public WarmUp(List<Runnable> steps, int maxRounds, Duration maxTime, LongSupplier nanoTime) {
        this.steps = List.copyOf(steps);
        this.maxRounds = maxRounds;
        this.maxTime = maxTime;
        this.nanoTime = nanoTime;
    }

    /** Runs on the calling thread; returns how many rounds were complete. */
    public int run() {
        long start = nanoTime.getAsLong();
        for (int round = 0; round < maxRounds; round++) {
            for (Runnable step : steps) {
                if (nanoTime.getAsLong() - start >= maxTime.toNanos()) {
                    return round;
                }
                step.run();
            }
        }
        return maxRounds;
    }
}
