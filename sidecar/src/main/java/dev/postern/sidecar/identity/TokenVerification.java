package dev.postern.sidecar.identity;

import dev.postern.capability.TokenText;
import dev.postern.capability.Verification;
import dev.postern.capability.VerifiedToken;
import dev.postern.sidecar.identity.SingleFlight.Outcome;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens on an executor of its own, each once however many callers wait for it, and remembers the genuine ones.
 * Thread-safe; never blocks its callers.
 */
final class TokenVerification {

    private final TrustedIssuers issuers;
    private final KnownTokens known;
    private final SingleFlight<Verification> flights;
    private final TokenCounters counters;

    /**
     * A verification.
     *
     * @param executor bounded; rejects when full
     * @param mostWaiting callers that may wait at a time
     */
    TokenVerification(
            TrustedIssuers issuers, KnownTokens known, Executor executor, int mostWaiting, TokenCounters counters) {
        this.issuers = issuers;
        this.known = known;
        this.flights = new SingleFlight<>(this::verifyHere, executor, mostWaiting);
        this.counters = counters;
    }

    /** The token of that text, if it was verified before and would be again. */
    @Nullable
    VerifiedToken find(String text) {
        return known.find(text, issuers.now().epoch());
    }

    /** Verifies on the calling thread. */
    Verification verifyHere(String text) {
        TrustedIssuers.Snapshot trust = issuers.now();
        VerifiedToken before = known.find(text, trust.epoch());
        if (before != null) {
            return new Verification.Verified(before);
        }
        counters.verifications.increment();
        Verification verification = trust.verifier().verify(TokenText.parse(text));
        if (verification instanceof Verification.Verified verified) {
            known.keep(text, verified.token(), trust.epoch());
        }
        return verification;
    }

    /** Verifies elsewhere; the sink is called once, on the executor, or before this returns for want of room. */
    void verify(String text, Consumer<Outcome<Verification>> sink) {
        flights.take(text, sink);
    }

    /** Callers that wait now. */
    int waiting() {
        return flights.waiting();
    }
}
