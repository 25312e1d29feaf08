package dev.postern.sidecar.cache;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes entries useless: once {@link #apply} returns, nothing made before it is served here. Thread-safe. */
public final class Invalidator {

    private static final Logger LOG = LoggerFactory.getLogger(Invalidator.class);

    private final Consumer<Invalidation> effect;
    private final CacheCounters counters;

    /** What is applied takes {@code effect} here before that returns, and elsewhere soon. */
    public Invalidator(Consumer<Invalidation> effect, CacheCounters counters) {
        this.effect = effect;
        this.counters = counters;
    }

    public void apply(Invalidation invalidation) {
        effect.accept(invalidation);
        counters.invalidations.increment();
        LOG.info("invalidated {}", invalidation);
    }
}
