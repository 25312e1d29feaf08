package dev.postern.sidecar.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JSON Web Tokens on an executor, each once, and remembers the genuine ones by their texts for as long as the
 * keys that verified them are in force. Thread-safe; never blocks its callers.
 */
final class KnownJwts {

    private final JwtVerifier verifier;
    private final Cache<TextKey, JwtResult.Verified> known;
    private final SingleFlight<JwtResult> flights;
    private final LongAdder verifications = new LongAdder();

    /**
     * None yet.
     *
     * @param most that are remembered
     * @param executor bounded; rejects when full
     * @param mostWaiting callers that may wait at a time
     */
    KnownJwts(JwtVerifier verifier, int most, Executor executor, int mostWaiting) {
        this.verifier = verifier;
        this.known =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
        this.flights = new SingleFlight<>(this::verifyHere, executor, mostWaiting);
    }

    /** The token of that text, if it was verified before and would be again. */
    JwtResult.@Nullable Verified find(String text) {
        JwtResult.Verified found = known.getIfPresent(new TextKey(text));
        return found != null && found.isCurrent() ? found : null;
    }

    /** Verifies on the calling thread, which may block. */
    JwtResult verifyHere(String text) {
        JwtResult.Verified before = find(text);
        if (before != null) {
            return before;
        }
        verifications.increment();
        JwtResult result = verifier.verify(text);
        if (result instanceof JwtResult.Verified verified) {
            known.put(new TextKey(text), verified);
        }
        return result;
    }

    /** Verifies elsewhere; the sink is called once, on the executor, or before this returns for want of room. */
    void verify(String text, Consumer<SingleFlight.Outcome<JwtResult>> sink) {
        flights.take(text, sink);
    }

    /** Tokens verified. */
    long verifications() {
        return verifications.sum();
    }

    /** Checks that wait for a token. */
    int waiting() {
        return flights.waiting();
    }
}
