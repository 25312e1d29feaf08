package dev.postern.sidecar;

import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.DecisionTiers;
import dev.postern.sidecar.cache.Invalidator;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.decide.DecisionCache;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.telemetry.CacheMetrics;
import dev.postern.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The part of the object graph that remembers answers. Thread-safe. */
final class CacheWiring implements AutoCloseable {

    private static final int SHADOW_QUEUE = 1 << 10;

    private final ThreadPoolExecutor shadow = Threads.bounded(1, SHADOW_QUEUE, "postern-shadow");
    private final DecisionTiers tiers;
    private final Invalidator invalidator;
    private volatile @Nullable DecisionPipeline pipeline;

    CacheWiring(CacheConfig config, FleetWiring fleet, Telemetry telemetry, Clock clock, RandomGenerator random) {
        tiers = DecisionTiers.of(
                config,
                fleet.epochs(),
                fleet.freshness(),
                shadow,
                ForkJoinPool.commonPool(),
                this::record,
                clock,
                System::nanoTime,
                random);
        invalidator = new Invalidator(fleet.invalidation(), tiers.counters());
        telemetry.meter().ifPresent(meter -> CacheMetrics.register(meter, tiers));
    }

    Invalidator invalidator() {
        return invalidator;
    }

    LocalTier local() {
        return tiers.local();
    }

    DecisionCache decisions() {
        return tiers.decisions();
    }

    /** What is wrong is recorded through {@code into}. */
    void recordThrough(DecisionPipeline into) {
        pipeline = into;
    }

    @Override
    public void close() {
        shadow.shutdownNow();
    }

    private void record(Check check) {
        DecisionPipeline open = pipeline;
        if (open != null) {
            open.refuse(check.tenant(), Reason.CACHE_MISMATCH, Door.SHADOW, System.nanoTime());
        }
    }
}
