package dev.postern.sidecar.identity;

import dev.postern.capability.Refusal;
import dev.postern.capability.TokenRefusal;
import dev.postern.capability.Verification;
import dev.postern.capability.VerifiedToken;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.identity.SingleFlight.Outcome;
import dev.postern.sidecar.revocation.RevocationView;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the token that came with a check. One that was seen before, and demands no proof, is dealt with at once; others
 * are verified on an executor while the check waits, no longer than its caller does. Thread-safe.
 */
public final class TokenIdentification implements Identification {

    private final BearerToken bearer;
    private final boolean required;
    private final TokenVerification verification;
    private final TokenRules rules;
    private final RevocationView revocations;
    private final Surroundings around;
    private final long patienceNanos;
    private final TokenCounters counters = new TokenCounters();
    private final KnownTokens known;

    /**
     * What it is told of the process it lives in.
     *
     * @param loop the event loop of the calling thread, {@code null} when it is none
     * @param verifiers where signatures are verified; bounded, rejects when full
     * @param housekeeping looks after the cache
     */
    public record Surroundings(
            Supplier<@Nullable ScheduledExecutorService> loop,
            Executor verifiers,
            Executor housekeeping,
            LongSupplier nanoTime,
            Faults faults) {}

    public TokenIdentification(
            CapabilityConfig config, TrustedIssuers issuers, RevocationView revocations, Surroundings around) {
        this.bearer = new BearerToken(config.header());
        this.required = config.required();
        this.known = new KnownTokens(config.work().cacheBytes(), around.housekeeping());
        this.verification = new TokenVerification(
                issuers, known, around.verifiers(), config.work().waiting(), counters);
        this.rules = new TokenRules(config, revocations, counters);
        this.revocations = revocations;
        this.around = around;
        this.patienceNanos = config.work().patience().toNanos();
    }

    @Override
    public @Nullable Check now(Check check, Shown shown) {
        String text = bearer.of(shown);
        if (text == null) {
            return required ? refused(check, Reason.CAP_MISSING, "A token is required here.") : check;
        }
        if (text.equals(BearerToken.AMBIGUOUS)) {
            return refused(check, Reason.CAP_AMBIGUOUS, "Several tokens came, and they differ.");
        }
        VerifiedToken token = verification.find(text);
        if (token == null || TokenRules.demandsProof(token)) {
            return null;
        }
        counters.known.increment();
        return rules.apply(check, shown, token);
    }

    @Override
    public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
        String text = bearer.of(shown);
        if (text == null) {
            throw new IllegalStateException("a check without a token has nothing to wait for");
        }
        ScheduledExecutorService loop = around.loop().get();
        if (loop == null) {
            sink.accept(settle(check, shown, new Outcome.Done<>(verification.verifyHere(text))));
            return;
        }
        Waiting waiting = new Waiting(loop, check, sink);
        waiting.begin(Math.min(
                patienceNanos, caller.deadlineNanos() - around.nanoTime().getAsLong()));
        if (verification.find(text) != null) {
            // Only its proof is left to look at.
            onVerifier(
                    check,
                    waiting,
                    () -> waiting.end(settle(check, shown, new Outcome.Done<>(verification.verifyHere(text)))));
            return;
        }
        verification.verify(text, outcome -> {
            if (outcome instanceof Outcome.Done<Verification> done
                    && done.result() instanceof Verification.Verified verified
                    && TokenRules.demandsProof(verified.token())) {
                // Each on its own: what waits for one token does not wait for all of their proofs.
                onVerifier(check, waiting, () -> waiting.end(settle(check, shown, outcome)));
            } else {
                waiting.end(settle(check, shown, outcome));
            }
        });
    }

    /** The same where a token is never required: for operators, who may not have one yet. */
    public Identification unrequired() {
        return new Identification() {
            @Override
            public @Nullable Check now(Check check, Shown shown) {
                return bearer.of(shown) == null ? check : TokenIdentification.this.now(check, shown);
            }

            @Override
            public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
                TokenIdentification.this.later(check, shown, caller, sink);
            }
        };
    }

    /** Counts of tokens. */
    public TokenCounters counters() {
        return counters;
    }

    /** Verified tokens that are kept. */
    public long knownTokens() {
        return known.size();
    }

    /** Tokens, keys and subjects that are revoked. */
    public int revoked() {
        return revocations.size();
    }

    /** Tokens and subjects whose revocation was forgotten because what it revokes had expired. */
    public long forgotten() {
        return revocations.forgotten();
    }

    /** Whether what is known of revocations is too old to go by. */
    public boolean isStale() {
        return revocations.isStale();
    }

    /** Checks that wait for a token. */
    public int waiting() {
        return verification.waiting();
    }

    private void onVerifier(Check check, Waiting waiting, Runnable work) {
        try {
            around.verifiers().execute(work);
        } catch (RejectedExecutionException full) {
            waiting.end(overload(check));
        }
    }

    private Check settle(Check check, Shown shown, Outcome<Verification> outcome) {
        if (outcome instanceof Outcome.Fault<Verification> fault) {
            around.faults().add(fault.cause());
            return refused(check, Reason.INTERNAL, "The verifier failed.");
        }
        if (!(outcome instanceof Outcome.Done<Verification> done)) {
            return overload(check);
        }
        if (done.result() instanceof Verification.Refused refused) {
            return check.with(new TokenRefusal(refused.refusal()));
        }
        try {
            return rules.apply(check, shown, ((Verification.Verified) done.result()).token());
        } catch (RuntimeException | StackOverflowError e) {
            around.faults().add(e);
            return refused(check, Reason.INTERNAL, "The verifier failed.");
        }
    }

    private Check overload(Check check) {
        counters.overloads.increment();
        return refused(check, Reason.CAP_OVERLOAD, "Too many tokens wait to be verified.");
    }

    private static Check refused(Check check, Reason reason, String explanation) {
        return check.with(new TokenRefusal(Refusal.of(reason, explanation)));
    }
}
