package dev.postern.sidecar.cache;

import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Certificates;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Certificates in the local tier; one for each thread. They speak of texts, not of principals. */
final class CertificateTier implements Certificates {

    /** A certificate's bytes are so few that they fit what their array takes anyway. */
    private static final int BYTES = 24;

    private final LocalTier local;
    private final Lifetimes lifetimes;
    private final TierGauge gauge;
    private final CacheCounters counters;
    private final InstantSource clock;
    private Epochs epochs = Epochs.ZERO;

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
        return gauge.ask();
    }

    @Override
    public byte @Nullable [] find(String tenant, ByteBuilder key) {
        epochs = local.epochs(tenant, "");
        EntryKey exact = EntryKey.of(Namespace.DECISION, tenant, key.toByteArray());
        byte[] known = local.find(exact, "", clock.millis(), byte[].class);
        gauge.answered(known != null);
        (known == null ? counters.patternMisses : counters.patternHits).increment();
        return known;
    }

    @Override
    public void compared() {
        gauge.worked();
    }

    @Override
    public void keep(String tenant, byte[] key, byte[] matched) {
        long now = clock.millis();
        local.keep(
                EntryKey.of(Namespace.DECISION, tenant, key),
                matched,
                BYTES,
                epochs,
                now,
                lifetimes.until(now, Long.MAX_VALUE));
    }
}
