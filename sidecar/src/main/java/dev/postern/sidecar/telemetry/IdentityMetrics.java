package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.identity.Callers;
import io.opentelemetry.api.metrics.Meter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What is told of finding out who asks; zeros before anyone can. */
final class IdentityMetrics {

    private final Meter meter;
    private final Supplier<Optional<Callers>> callers;

    private IdentityMetrics(Meter meter, Supplier<Optional<Callers>> callers) {
        this.meter = meter;
        this.callers = callers;
    }

    static void register(Meter meter, Supplier<Optional<Callers>> callers) {
        IdentityMetrics metrics = new IdentityMetrics(meter, callers);
        metrics.counter(
                "postern.identity.jwt_known",
                "Checks whose JSON Web Token had been verified before.",
                open -> open.counters().known());
        metrics.counter("postern.identity.jwt_verifications", "JSON Web Tokens verified.", Callers::verifications);
        metrics.counter(
                "postern.identity.key_failures",
                "Times the keys of an issuer could not be read.",
                Callers::keyFailures);
        metrics.counter(
                "postern.identity.asserted",
                "Checks whose caller named another principal, so that policy was asked.",
                open -> open.counters().asserted());
        metrics.counter(
                "postern.identity.refused",
                "Checks refused for what was shown of who asks.",
                open -> open.counters().refused());
        meter.gaugeBuilder("postern.identity.waiting")
                .ofLongs()
                .setDescription("Checks that wait for a JSON Web Token to be verified.")
                .buildWithCallback(gauge -> gauge.record(metrics.read(Callers::waiting)));
    }

    private void counter(String name, String description, ToLongFunction<Callers> value) {
        meter.counterBuilder(name)
                .setDescription(description)
                .buildWithCallback(counter -> counter.record(read(value)));
    }

    private long read(ToLongFunction<Callers> value) {
        return callers.get().map(value::applyAsLong).orElse(0L);
    }
}
