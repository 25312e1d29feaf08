package dev.postern.sidecar.identity;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of tokens. Thread-safe. */
public final class TokenCounters {

    final LongAdder known = new LongAdder();
    final LongAdder verifications = new LongAdder();
    final LongAdder proofs = new LongAdder();
    final LongAdder overloads = new LongAdder();

    /** Checks whose token had been verified before. */
    public long known() {
        return known.sum();
    }

    /** Tokens verified. */
    public long verifications() {
        return verifications.sum();
    }

    /** Proofs of possession verified. */
    public long proofs() {
        return proofs.sum();
    }

    /** Checks refused because too many tokens waited. */
    public long overloads() {
        return overloads.sum();
    }
}
