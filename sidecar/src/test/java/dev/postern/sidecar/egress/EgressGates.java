package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Gates of tests, to which a few names lead somewhere. */
public final class EgressGates {

    private static final Map<String, List<String>> NAMES = Map.of(
            "api.example.com", List.of("93.184.216.34"),
            "example.com", List.of("93.184.216.34"),
            "evil.org", List.of("93.184.216.34"),
            "private.example.com", List.of("10.0.0.1"),
            "mixed.example.com", List.of("93.184.216.34", "169.254.169.254"));

    private EgressGates() {}

    /** A gate that scans on the thread of whoever asks and signs nothing. */
    public static EgressGate of(DecisionPipeline pipeline, ActiveProgram active) {
        return of(pipeline, active, Runnable::run, null);
    }

    /** A gate that scans on an executor and signs with a key. */
    public static EgressGate of(
            DecisionPipeline pipeline, ActiveProgram active, Executor executor, @Nullable SigningKey key) {
        return EgressGate.of(
                EgressConfig.DEFAULTS,
                pipeline,
                active,
                KnownContents.builtIn(),
                KnownScans.forgetful(InstantSource.system()),
                EgressGates::resolve,
                executor,
                new EgressCounters(),
                key,
                System::nanoTime);
    }

    private static CompletableFuture<List<Cidr>> resolve(String name) {
        return CompletableFuture.completedFuture(NAMES.getOrDefault(name, List.of()).stream()
                .map(text -> Objects.requireNonNull(Cidr.parse(text)))
                .toList());
    }
}
