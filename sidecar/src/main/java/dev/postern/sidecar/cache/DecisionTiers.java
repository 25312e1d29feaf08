package dev.postern.sidecar.cache;

import dev.postern.policy.Check;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The tiers that answer checks, and what is known of them. Thread-safe.
 *
 * @param decisions what the pipeline asks
 * @param local where entries are
 * @param epochs in force
 * @param breaker takes all of it out of use
 * @param counters since the start
 */
public record DecisionTiers(
        TieredDecisions decisions, LocalTier local, EpochTable epochs, Breaker breaker, CacheCounters counters) {

    /**
     * Builds them.
     *
     * @param epochs raised by whoever invalidates
     * @param freshness whether every such word would have come
     * @param shadow compares hits with fresh evaluations; refuses what is too much
     * @param eviction throws out what is too much
     * @param mismatch told once of a check whose cached answer was wrong
     */
    public static DecisionTiers of(
            CacheConfig config,
            EpochTable epochs,
            Freshness freshness,
            Executor shadow,
            Executor eviction,
            Consumer<Check> mismatch,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        LocalTier local = new LocalTier(config.bytes(), epochs, freshness, nanoTime, eviction);
        Breaker breaker = new Breaker();
        CacheCounters counters = new CacheCounters();
        TieredDecisions decisions = new TieredDecisions(
                config,
                local,
                new Lifetimes(config.decisions(), random),
                new Lifetimes(Namespace.COMPARISON.longest(), random),
                breaker,
                counters,
                new ShadowCheck(shadow, local, breaker, counters, mismatch),
                clock,
                nanoTime);
        return new DecisionTiers(decisions, local, epochs, breaker, counters);
    }
}
