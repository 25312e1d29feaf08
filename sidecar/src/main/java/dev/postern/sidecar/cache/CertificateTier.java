package dev.postern.sidecar.cache;

import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Certificates;
import dev.postern.policy.Check;
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
    private @Nullable Check asked;
    private long oldest;

    CertificateTier(
            LocalTier local, Lifetimes lifetimes, TierGauge gauge, CacheCounters counters, InstantSource clock) {
        this.local = local;
        this.lifetimes = lifetimes;
        this.gauge = gauge;
        this.counters = counters;
        this.clock = clock;
    }

    /** Turns to a check. */
    void turnTo(Check check) {
        asked = check;
        oldest = Long.MAX_VALUE;
    }

    /** When the oldest certificate was made that the check has found, {@link Long#MAX_VALUE} for none. */
    long oldest() {
        return oldest;
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
        Check check = asked;
        Kept known = check == null ? null : local.find(exact, "", clock.millis(), check);
        found = known != null;
        (found ? counters.patternHits : counters.patternMisses).increment();
        if (known == null) {
            return null;
        }
        oldest = Math.min(oldest, known.fromMillis());
        return (Boolean) known.value();
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
