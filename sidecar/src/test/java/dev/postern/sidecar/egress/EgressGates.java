package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.Direction;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Compilation;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
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

    /** A question about one destination that has an address. */
    public static final EgressQuestion QUESTION = new EgressQuestion(
            "default",
            Principal.of("ada"),
            List.of("https://api.example.com/v1"),
            Labels.NONE,
            "",
            Direction.REQUEST,
            Map.of(),
            Attributes.NONE,
            Credential.NONE,
            false,
            0);

    /** Asked by somebody who waits. */
    public static final Asked ASKED = new Asked(Door.EGRESS, 0, Caller.PATIENT, true);

    private EgressGates() {}

    /** A gate with a policy of its own. */
    public static EgressGate of(String policy) {
        return of(EgressConfig.DEFAULTS, policy, Runnable::run);
    }

    static EgressGate of(EgressConfig config, String policy, Executor executor) {
        ActiveProgram active = active(policy);
        return of(config, pipeline(active, DecisionObserver.NONE), active, executor, null);
    }

    /** A gate that counts. */
    static EgressGate counting(EgressConfig config, String policy, EgressCounters counters) {
        ActiveProgram active = active(policy);
        KnownScans known = KnownScans.forgetful(InstantSource.system());
        DecisionPipeline pipeline = pipeline(active, DecisionObserver.NONE);
        return of(config, pipeline, active, known, Runnable::run, counters, null);
    }

    /** A gate that knows scans and tells of its answers. */
    static EgressGate sharing(KnownScans known, String policy, DecisionObserver observer) {
        ActiveProgram active = active(policy);
        return of(EgressConfig.DEFAULTS, pipeline(active, observer), active, known, Runnable::run, null);
    }

    /** A gate that knows scans and makes others on an executor. */
    static EgressGate of(KnownScans known, String policy, Executor executor) {
        ActiveProgram active = active(policy);
        return of(EgressConfig.DEFAULTS, pipeline(active, DecisionObserver.NONE), active, known, executor, null);
    }

    /** A gate that scans on the thread of whoever asks and signs nothing. */
    public static EgressGate of(DecisionPipeline pipeline, ActiveProgram active) {
        return of(pipeline, active, Runnable::run, null);
    }

    /** A gate that scans on an executor and signs with a key. */
    public static EgressGate of(
            DecisionPipeline pipeline, ActiveProgram active, Executor executor, @Nullable SigningKey key) {
        return of(EgressConfig.DEFAULTS, pipeline, active, executor, key);
    }

    /** A gate with a configuration. */
    static EgressGate of(
            EgressConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            Executor executor,
            @Nullable SigningKey key) {
        return of(config, pipeline, active, KnownScans.forgetful(InstantSource.system()), executor, key);
    }

    private static EgressGate of(
            EgressConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            KnownScans known,
            Executor executor,
            @Nullable SigningKey key) {
        return of(config, pipeline, active, known, executor, new EgressCounters(), key);
    }

    private static EgressGate of(
            EgressConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            KnownScans known,
            Executor executor,
            EgressCounters counters,
            @Nullable SigningKey key) {
        return EgressGate.of(
                config,
                pipeline,
                active,
                KnownContents.builtIn(),
                known,
                EgressGates::resolve,
                executor,
                counters,
                key,
                System::nanoTime);
    }

    private static ActiveProgram active(String policy) {
        ActiveProgram active = new ActiveProgram();
        active.set(((Compilation.Compiled) Program.compile(List.of(new SourceFile("p.ccl", policy)))).program());
        return active;
    }

    private static DecisionPipeline pipeline(ActiveProgram active, DecisionObserver observer) {
        return new DecisionPipeline(active, new LimitCounters(10), new Lanes(0), observer);
    }

    private static CompletableFuture<List<Cidr>> resolve(String name) {
        return CompletableFuture.completedFuture(NAMES.getOrDefault(name, List.of()).stream()
                .map(text -> Objects.requireNonNull(Cidr.parse(text)))
                .toList());
    }
}
