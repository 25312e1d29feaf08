package dev.postern.sidecar;

import dev.postern.sidecar.admin.WarmUp;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.LaneSource;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.Loopback;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.telemetry.Telemetry;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import dev.postern.sidecar.telemetry.TelemetrySources;
import io.grpc.BindableService;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The warm-up's own object graph: doors, pipeline, log and telemetry of the same classes as the real ones, driven through a
 * real socket and gone when it ends.
 */
final class Rehearsal {

    private final SidecarConfig config;
    private final EvidenceWiring evidence;
    private final Threads threads;
    private final String version;
    private final Clock clock;

    Rehearsal(SidecarConfig config, EvidenceWiring evidence, Threads threads, String version, Clock clock) {
        this.config = config;
        this.evidence = evidence;
        this.threads = threads;
        this.version = version;
        this.clock = clock;
    }

    /** Asks as many checks as the configuration says, on the calling thread. */
    void run() throws IOException, GeneralSecurityException {
        if (config.warmUpChecks() <= 0) {
            return;
        }
        try (EventLoops loops = EventLoops.open(1)) {
            if (!config.evidence().enabled()) {
                run(loops, new Lanes(0));
                return;
            }
            try (PassingLog receipts = PassingLog.open(
                    config.stateDirectory(),
                    place -> evidence.passing(1, loops::own, threads.housekeeping(), clock, place))) {
                run(loops, receipts);
            }
        }
    }

    private void run(EventLoops loops, LaneSource receipts) throws IOException, GeneralSecurityException {
        ActiveProgram programs = WarmChecks.program();
        TelemetrySources sources = new TelemetrySources(
                version,
                TelemetrySources.Policy.of(programs),
                TelemetrySources.Load.NONE,
                TelemetrySources.Parts.idle(),
                OutputStream.nullOutputStream());
        try (Telemetry telemetry = Telemetry.start(TelemetryConfig.DEFAULTS, sources)) {
            DecisionPipeline pipeline =
                    new DecisionPipeline(programs, WarmChecks.limits(), receipts, telemetry.observer());
            try (EgressWiring egress = EgressWiring.unsigned(config, pipeline, programs, clock);
                    Loopback loopback = Loopback.open(loops, services(pipeline, egress))) {
                List<Runnable> steps = WarmChecks.steps(loopback);
                int rounds = config.warmUpChecks() / steps.size();
                new WarmUp(steps, rounds, WarmUp.DEFAULT_TIME, System::nanoTime).run();
            }
        }
    }

    private List<BindableService> services(DecisionPipeline pipeline, EgressWiring egress) {
        ListenerConfig listener = ListenerConfig.DEFAULTS;
        List<BindableService> services = new ArrayList<>(List.of(
                DoorWiring.decisions(config, pipeline, Identification.NONE, listener, threads.background(), clock),
                egress.endpoint(listener, Identification.NONE)));
        services.addAll(egress.envoy(listener));
        return services;
    }
}
