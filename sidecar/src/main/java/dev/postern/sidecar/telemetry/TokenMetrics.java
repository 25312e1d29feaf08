package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.identity.TokenIdentification;
import io.opentelemetry.api.metrics.Meter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What is told of capability tokens; zeros before anyone can show one. */
final class TokenMetrics {

    private final Meter meter;
    private final Supplier<Optional<TokenIdentification>> tokens;

    private TokenMetrics(Meter meter, Supplier<Optional<TokenIdentification>> tokens) {
        this.meter = meter;
        this.tokens = tokens;
    }

    static void register(Meter meter, Supplier<Optional<TokenIdentification>> tokens) {
        TokenMetrics metrics = new TokenMetrics(meter, tokens);
        metrics.counter(
                "postern.capability.known",
                "Checks whose token had been verified before.",
                open -> open.counters().known());
        metrics.counter(
                "postern.capability.verifications",
                "Tokens verified.",
                open -> open.counters().verifications());
        metrics.counter(
                "postern.capability.proofs",
                "Proofs of possession verified.",
                open -> open.counters().proofs());
        metrics.counter(
                "postern.capability.overloads",
                "Checks refused because too many tokens waited.",
                open -> open.counters().overloads());
        metrics.counter(
                "postern.capability.forgotten",
                "Revocations forgotten because what they revoke had expired.",
                TokenIdentification::forgotten);
        metrics.gauge("postern.capability.kept", "Verified tokens that are kept.", TokenIdentification::knownTokens);
        metrics.gauge("postern.capability.waiting", "Checks that wait for a token.", TokenIdentification::waiting);
        metrics.gauge("postern.capability.revoked", "Tokens, keys and subjects revoked.", TokenIdentification::revoked);
        metrics.gauge(
                "postern.capability.revocation_stale",
                "1 while revocations are too old to go by, and every token is denied.",
                open -> open.isStale() ? 1 : 0);
    }

    private void counter(String name, String description, ToLongFunction<TokenIdentification> value) {
        meter.counterBuilder(name)
                .setDescription(description)
                .buildWithCallback(counter -> counter.record(read(value)));
    }

    private void gauge(String name, String description, ToLongFunction<TokenIdentification> value) {
        meter.gaugeBuilder(name)
                .ofLongs()
                .setDescription(description)
                .buildWithCallback(gauge -> gauge.record(read(value)));
    }

    private long read(ToLongFunction<TokenIdentification> value) {
        return tokens.get().map(value::applyAsLong).orElse(0L);
    }
}
