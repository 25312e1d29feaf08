package dev.postern.sidecar.cache;

import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Certificates;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Certificates in the local tier; one for each thread. They speak of texts, not of principals or bundles. */
final class CertificateTier implements Certificates {

    private final LocalTier local;
    private final Lifetimes lifetimes;
    private final TierGauge gauge;
    private final CacheCounters counters;
    private final InstantSource clock;
    private Epochs epochs = Epochs.ZERO;
    private boolean found;

    CertificateTier(
            LocalTier local, Lifetimes lifetimes, TierGauge gauge, CacheCounters counters, InstantSource clock) {
        this.local = local;
        this.lifetimes = lifetimes;
        this.gauge = gauge;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public boolean wanted() {
        found = false;
        return gauge.ask();
    }

    @Override
    public @Nullable Boolean find(String tenant, ByteBuilder key) {
        epochs = local.epochs(tenant, "");
        EntryKey exact = EntryKey.of(Namespace.COMPARISON, tenant, key.toByteArray());
        Boolean known = local.find(exact, "", clock.millis(), Boolean.class);
        found = known != null;
        (found ? counters.patternHits : counters.patternMisses).increment();
        return known;
    }

    @Override
    public void settled() {
        gauge.answered(found);
    }

    @Override
    public void keep(String tenant, byte[] key, boolean holds) {
        long now = clock.millis();
        local.keep(
                EntryKey.of(Namespace.COMPARISON, tenant, key),
                holds,
                0,
                epochs,
                now,
                lifetimes.until(now, Long.MAX_VALUE));
    }
}
