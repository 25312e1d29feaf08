package dev.postern.sidecar.identity;

import dev.postern.capability.TokenText;
import dev.postern.capability.Verification;
import dev.postern.capability.VerifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens on an executor of its own, each once however many callers wait for it. Nobody's deadline or going away
 * ends the work that others wait for. Thread-safe; never blocks its callers.
 */
final class TokenVerification {

    private final TrustedIssuers issuers;
    private final KnownTokens known;
    private final Executor executor;
    private final int mostWaiting;
    private final TokenCounters counters;
    private final ConcurrentHashMap<String, Flight> flights = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** What came of it. */
    sealed interface Outcome {

        record Done(Verification verification) implements Outcome {}

        /** Too many tokens, or callers, wait already. */
        record Overload() implements Outcome {}

        /** The verifier itself failed. */
        record Fault(Throwable cause) implements Outcome {}
    }

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
        this.executor = executor;
        this.mostWaiting = mostWaiting;
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
    void verify(String text, Consumer<Outcome> sink) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            sink.accept(new Outcome.Overload());
            return;
        }
        while (true) {
            Flight mine = new Flight(sink);
            Flight other = flights.putIfAbsent(text, mine);
            if (other == null) {
                begin(text, mine);
                return;
            }
            if (other.join(sink)) {
                return;
            }
            flights.remove(text, other);
        }
    }

    /** Callers that wait now. */
    int waiting() {
        return waiting.get();
    }

    private void begin(String text, Flight flight) {
        try {
            executor.execute(() -> end(text, flight, outcome(text)));
        } catch (RejectedExecutionException full) {
            end(text, flight, new Outcome.Overload());
        }
    }

    private Outcome outcome(String text) {
        try {
            return new Outcome.Done(verifyHere(text));
        } catch (RuntimeException | StackOverflowError e) {
            return new Outcome.Fault(e);
        }
    }

    private void end(String text, Flight flight, Outcome outcome) {
        List<Consumer<Outcome>> sinks = flight.land();
        flights.remove(text, flight);
        waiting.addAndGet(-sinks.size());
        for (Consumer<Outcome> sink : sinks) {
            sink.accept(outcome);
        }
    }

    /** One token on its way, and who waits for it. */
    private static final class Flight {

        private @Nullable List<Consumer<Outcome>> sinks;

        Flight(Consumer<Outcome> first) {
            sinks = new ArrayList<>(List.of(first));
        }

        /** Waits with the others; {@code false} when it is over already. */
        synchronized boolean join(Consumer<Outcome> sink) {
            return sinks != null && sinks.add(sink);
        }

        synchronized List<Consumer<Outcome>> land() {
            List<Consumer<Outcome>> all = sinks == null ? List.of() : sinks;
            sinks = null;
            return all;
        }
    }
}
