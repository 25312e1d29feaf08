package dev.postern.sidecar;

import ch.qos.logback.classic.LoggerContext;
import dev.postern.sidecar.admin.AdminEndpoint;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.grpc.DecisionEndpoint;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.GracefulStop;
import dev.postern.sidecar.grpc.GrpcListener;
import dev.postern.sidecar.grpc.Health;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.source.BundleSource;
import dev.postern.sidecar.telemetry.LogLevels;
import dev.postern.sidecar.telemetry.Telemetry;
import dev.postern.sidecar.telemetry.TelemetrySources.Connections;
import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EvidenceServiceGrpc;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The part of the object graph that is asked: which services every listener has. Thread-safe once opened. */
final class DoorWiring {

    private final SidecarConfig config;
    private final Readiness readiness;
    private final Threads threads;
    private final Clock clock;
    private final Health health;
    private final List<GrpcListener> listeners = new CopyOnWriteArrayList<>();

    DoorWiring(SidecarConfig config, Readiness readiness, Threads threads, Clock clock) {
        this.config = config;
        this.readiness = readiness;
        this.threads = threads;
        this.clock = clock;
        this.health = new Health(
                readiness,
                List.of(
                        DecisionServiceGrpc.SERVICE_NAME,
                        AuthorizationGrpc.SERVICE_NAME,
                        ExternalProcessorGrpc.SERVICE_NAME,
                        EgressServiceGrpc.SERVICE_NAME,
                        CapabilityServiceGrpc.SERVICE_NAME,
                        AdminServiceGrpc.SERVICE_NAME,
                        EvidenceServiceGrpc.SERVICE_NAME));
    }

    /** What stands behind the doors. */
    record Parts(
            DecisionPipeline pipeline,
            IdentityWiring identity,
            PrincipalWiring principals,
            CapabilityWiring capability,
            EgressWiring egress,
            CacheWiring cache,
            LogWiring log) {

        private Identification onChecks(ListenerConfig listener) {
            return principals.lookUp(identity.on(listener, capability.identification()));
        }

        private Identification onAdmin(ListenerConfig listener) {
            return identity.on(listener, capability.identification().unrequired());
        }
    }

    /** Opens the listeners for checks; returns the address of the first. */
    ListenAddress openChecks(Parts parts, Telemetry telemetry, EventLoops loops)
            throws IOException, GeneralSecurityException {
        for (ListenerConfig each : config.checks()) {
            listeners.add(GrpcListener.open(
                    each,
                    checkServices(each, parts),
                    telemetry.streamTracing().stream().toList(),
                    loops,
                    threads.housekeeping()));
        }
        return listeners.get(0).address();
    }

    /** Opens the listener for operators, where there is one; returns its address. */
    @Nullable
    ListenAddress openAdmin(Parts parts, BundleSource source, String version, EventLoops loops)
            throws IOException, GeneralSecurityException {
        ListenerConfig listener = config.admin();
        if (listener == null) {
            return null;
        }
        Files.createDirectories(config.stateDirectory());
        GrpcListener opened = GrpcListener.open(
                listener, adminServices(listener, parts, source, version), loops, threads.housekeeping());
        listeners.add(opened);
        return opened.address();
    }

    /** Stops whatever listeners are open; every check that was taken is answered. */
    void stop() throws InterruptedException {
        new GracefulStop(readiness, health, listeners, config.drainTimeout(), System::nanoTime).run();
    }

    Connections connections() {
        long open = 0;
        long refused = 0;
        for (GrpcListener listener : listeners) {
            open += listener.connections();
            refused += listener.refusedConnections();
        }
        return new Connections(open, refused);
    }

    private List<BindableService> checkServices(ListenerConfig listener, Parts parts) {
        Identification who = parts.onChecks(listener);
        List<BindableService> services = new ArrayList<>(List.of(
                decisions(config, parts.pipeline(), who, listener, threads.background(), clock),
                parts.egress().endpoint(listener, who),
                parts.capability().checks(parts.pipeline(), who, listener),
                health.service()));
        services.addAll(parts.egress().envoy(listener));
        if (listener.trustsAsserted()) {
            services.addAll(parts.log().services());
        }
        return services;
    }

    private List<BindableService> adminServices(
            ListenerConfig listener, Parts parts, BundleSource source, String version) {
        LogLevels levels = new LogLevels((LoggerContext) LoggerFactory.getILoggerFactory());
        List<BindableService> services = new ArrayList<>(List.of(
                new AdminEndpoint(
                        version,
                        clock.instant(),
                        readiness,
                        source,
                        levels,
                        parts.log()::state,
                        parts.cache().invalidator()::apply),
                health.service(),
                parts.capability()
                        .operators(parts.pipeline(), parts.onAdmin(listener), listener, threads.background())));
        services.addAll(parts.log().operators());
        return services;
    }

    static DecisionEndpoint decisions(
            SidecarConfig config,
            DecisionPipeline pipeline,
            Identification who,
            ListenerConfig listener,
            Executor background,
            Clock clock) {
        return new DecisionEndpoint(
                pipeline, who, config.inputs(), listener.maxMessage(), background, clock, System::nanoTime);
    }
}
