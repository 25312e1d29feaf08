package dev.postern.sidecar.identity;

import dev.postern.capability.TokenVerifier;
import dev.postern.capability.TrustSet;

/** Whose tokens are believed now. Swapped whole when keys change. Thread-safe. */
public final class TrustedIssuers {

    private volatile Snapshot snapshot;

    /**
     * One state of it.
     *
     * @param epoch grows with each state; what was verified in one need not be good in the next
     */
    record Snapshot(TokenVerifier verifier, long epoch) {}

    public TrustedIssuers(TrustSet trust) {
        this.snapshot = new Snapshot(new TokenVerifier(trust), 0);
    }

    /** Believes {@code trust} from now on, and nobody else. */
    public synchronized void set(TrustSet trust) {
        snapshot = new Snapshot(new TokenVerifier(trust), snapshot.epoch + 1);
    }

    Snapshot now() {
        return snapshot;
    }
}
