package dev.postern.sidecar;

import ch.qos.logback.classic.LoggerContext;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.sidecar.admin.AdminEndpoint;
import dev.postern.sidecar.admin.BundleState;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.admin.WarmUp;
import dev.postern.sidecar.cli.LaunchException;
import dev.postern.sidecar.cli.Version;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.LaneSource;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.KnownContents;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.grpc.DecisionEndpoint;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.EvidenceEndpoint;
import dev.postern.sidecar.grpc.GracefulStop;
import dev.postern.sidecar.grpc.GrpcListener;
import dev.postern.sidecar.grpc.Health;
import dev.postern.sidecar.grpc.Loopback;
import dev.postern.sidecar.grpc.Tails;
import dev.postern.sidecar.http.HealthPages;
import dev.postern.sidecar.http.HttpListener;
import dev.postern.sidecar.http.HttpRoute;
import dev.postern.sidecar.identity.Callers;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.TokenIdentification;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.BundleSource;
import dev.postern.sidecar.source.DirectoryWatch;
import dev.postern.sidecar.source.ReloadLog;
import dev.postern.sidecar.source.ReloadObserver;
import dev.postern.sidecar.source.SigningCompiler;
import dev.postern.sidecar.telemetry.EgressCounters;
import dev.postern.sidecar.telemetry.LogLevels;
import dev.postern.sidecar.telemetry.SyncMetrics;
import dev.postern.sidecar.telemetry.Telemetry;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import dev.postern.sidecar.telemetry.TelemetrySources;
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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The object graph of a sidecar, and the order in which it comes to life: telemetry, bundle, warm-up, then the listeners.
 * Nothing else builds what lives here.
 */
final class Wiring {

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final int BACKGROUND_THREADS = 2;
    private static final int BACKGROUND_QUEUE = 256;

    private final SidecarConfig config;
    private final Path bundle;
    private final String version = Version.number();
    private final Clock clock;
    private final Closing closing = new Closing();

    private final ActiveProgram active = new ActiveProgram();
    private final Readiness readiness = new Readiness();
    private final ThreadPoolExecutor background = background();
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(daemon("postern-housekeeping"));
    private final ExecutorService loader = Executors.newSingleThreadExecutor(daemon("postern-bundle"));
    private final FleetWiring fleet;
    private final EvidenceWiring evidence;
    private final Telemetry telemetry;
    private final List<GrpcListener> listeners = new CopyOnWriteArrayList<>();
    private final CacheWiring cache;
    private final DecisionPipeline pipeline;
    private final BundleSource source;
    private final EgressCounters judged = new EgressCounters();
    private final long boot;
    /** The service that reads the log, where one is kept. */
    private final List<BindableService> reading = new ArrayList<>();

    private @Nullable Tails tails;
    private volatile @Nullable EvidenceLog log;
    private volatile @Nullable Callers callers;
    private volatile @Nullable TokenIdentification tokens;

    Wiring(SidecarConfig config, Path bundle, Clock clock, RandomGenerator random, OutputStream out)
            throws IOException, LaunchException {
        this.config = config;
        this.bundle = bundle;
        this.clock = clock;
        this.boot = random.nextLong();
        this.fleet = closing.later(FleetWiring.open(config.redis(), clock, random));
        this.evidence = new EvidenceWiring(config, readiness, random);
        this.telemetry = closing.later(Telemetry.start(
                config.telemetry(),
                TelemetrySources.of(
                        version,
                        active,
                        this::inBackground,
                        this::connections,
                        out,
                        judged,
                        () -> Optional.ofNullable(log),
                        () -> Optional.ofNullable(callers),
                        () -> Optional.ofNullable(tokens))));
        telemetry.meter().ifPresent(fleet::tell);
        this.cache = closing.later(new CacheWiring(config, fleet, telemetry, clock, random));
        this.pipeline = new DecisionPipeline(
                active,
                new LimitCounters(config.limitCounters()),
                cache.decisions(),
                lanes(),
                telemetry.observer(),
                System::nanoTime);
        cache.recordThrough(pipeline);
        BundleReader reader = new BundleReader(bundle, config.bundle().caps());
        this.source = new BundleSource(
                bundle.toString(),
                reader::read,
                new SigningCompiler(
                        config.bundle().signing(),
                        config.stateDirectory(),
                        clock,
                        evidence.archiving(Program::compile)),
                active,
                readiness,
                this::reloaded,
                loader,
                clock);
        closing.later(loader::shutdownNow);
        closing.later(housekeeping::shutdownNow);
        closing.later(background::shutdownNow);
    }

    /** Brings everything to life. What had begun is ended again when something cannot be. */
    Sidecar start() throws IOException, GeneralSecurityException, LaunchException {
        try {
            return begin();
        } catch (IOException | GeneralSecurityException | LaunchException | RuntimeException e) {
            closing.run();
            throw e;
        }
    }

    private Sidecar begin() throws IOException, GeneralSecurityException, LaunchException {
        int httpPort = config.http().enabled() ? openHttp() : 0;
        var loading = source.reload();
        warmUp();
        loading.toCompletableFuture().join();
        if (config.bundle().watch()) {
            closing.later(DirectoryWatch.start(bundle, config.bundle(), source::reload));
        }
        EventLoops loops = EventLoops.open(LOOPS);
        openLog(loops);
        CapabilityWiring capability = closing.later(
                CapabilityWiring.open(config, fleet.revocations(), loops, housekeeping, pipeline.faults(), clock));
        tokens = capability.identification();
        IdentityWiring identity =
                closing.later(IdentityWiring.open(config.identity(), active, loops, pipeline.faults()));
        callers = identity.callers();
        PrincipalWiring principals = closing.later(
                PrincipalWiring.open(config.principals(), fleet.epochs()::bumpSubject, telemetry.meter()));
        KnownContents contents = KnownContents.read(config.egress().known());
        EgressWiring egress = closing.later(EgressWiring.open(
                config,
                pipeline,
                active,
                clock,
                principals.lookUp(identity.ofProxies(capability.identification())),
                contents,
                EgressWiring.known(config, contents, cache.local(), fleet.tier(), clock),
                judged));
        closing.later(loops);
        Health health = new Health(
                readiness,
                List.of(
                        DecisionServiceGrpc.SERVICE_NAME,
                        AuthorizationGrpc.SERVICE_NAME,
                        ExternalProcessorGrpc.SERVICE_NAME,
                        EgressServiceGrpc.SERVICE_NAME,
                        CapabilityServiceGrpc.SERVICE_NAME,
                        AdminServiceGrpc.SERVICE_NAME,
                        EvidenceServiceGrpc.SERVICE_NAME));
        // Stops whatever listeners are open by then, so that a failure half-way closes them too.
        closing.later(() -> stop(health));
        for (ListenerConfig each : config.checks()) {
            listeners.add(GrpcListener.open(
                    each,
                    checkServices(
                            each,
                            principals.lookUp(identity.on(each, capability.identification())),
                            capability,
                            egress,
                            health),
                    telemetry.streamTracing().stream().toList(),
                    loops,
                    housekeeping));
        }
        ListenAddress checks = listeners.get(0).address();
        ListenAddress admin = null;
        if (config.admin() != null) {
            Files.createDirectories(config.stateDirectory());
            GrpcListener opened = GrpcListener.open(
                    config.admin(),
                    adminServices(
                            config.admin(),
                            identity.on(
                                    config.admin(), capability.identification().unrequired()),
                            capability,
                            health),
                    loops,
                    housekeeping);
            listeners.add(opened);
            admin = opened.address();
        }
        readiness.met(Condition.SERVING);
        return new Sidecar(checks, admin, httpPort, readiness, source, closing);
    }

    /** The log ends after the event loops: nobody answers any more, and what waited was told. */
    private void openLog(EventLoops loops) throws IOException, LaunchException {
        if (config.evidence().enabled()) {
            EvidenceLog opened = closing.later(evidence.open(boot, version, LOOPS, loops::own, housekeeping, clock));
            telemetry.meter().ifPresent(meter -> opened.counters().onSync(SyncMetrics.register(meter)));
            PublishedLog published = closing.later(evidence.published(opened));
            tails = new Tails(published, background);
            reading.add(new EvidenceEndpoint(published, tails, opened.counters(), background));
            log = opened;
        }
        readiness.met(Condition.EVIDENCE);
    }

    /** Lanes of the log, which is opened before anyone can ask. */
    private LaneSource lanes() {
        Lanes unkept = new Lanes(boot);
        return () -> {
            EvidenceLog opened = log;
            return opened == null ? unkept.open() : opened.open();
        };
    }

    private List<BindableService> checkServices(
            ListenerConfig listener,
            Identification identification,
            CapabilityWiring capability,
            EgressWiring egress,
            Health health) {
        List<BindableService> services = new ArrayList<>(List.of(
                decisions(pipeline, identification, listener),
                egress.endpoint(listener),
                capability.checks(pipeline, identification, listener),
                health.service()));
        services.addAll(egress.envoy(listener));
        if (listener.trustsAsserted()) {
            services.addAll(reading);
        }
        return services;
    }

    private List<BindableService> adminServices(
            ListenerConfig listener, Identification identification, CapabilityWiring capability, Health health) {
        LogLevels levels = new LogLevels((LoggerContext) LoggerFactory.getILoggerFactory());
        List<BindableService> services = new ArrayList<>(List.of(
                new AdminEndpoint(
                        version,
                        clock.instant(),
                        readiness,
                        source,
                        levels,
                        () -> Optional.ofNullable(log).map(EvidenceWiring::state),
                        cache.invalidator()::apply),
                health.service(),
                capability.operators(pipeline, identification, listener, background)));
        services.addAll(reading);
        return services;
    }

    /** Whoever finds out who asks also says whether it is to be believed. */
    private DecisionEndpoint decisions(DecisionPipeline through, Identification who, ListenerConfig listener) {
        return new DecisionEndpoint(
                through, who, config.inputs(), true, listener.maxMessage(), background, clock, System::nanoTime);
    }

    /** Drives doors, pipeline and telemetry of its own, of the same classes as the real ones, through a real socket. */
    private void warmUp() throws IOException, GeneralSecurityException {
        if (config.warmUpChecks() > 0 && config.evidence().enabled()) {
            try (EventLoops loops = EventLoops.open(1);
                    PassingLog receipts = PassingLog.open(
                            config.stateDirectory(),
                            place -> evidence.passing(1, loops::own, housekeeping, clock, place))) {
                warmUp(loops, receipts);
            }
        } else if (config.warmUpChecks() > 0) {
            try (EventLoops loops = EventLoops.open(1)) {
                warmUp(loops, new Lanes(0));
            }
        }
        readiness.met(Condition.WARM);
    }

    private void warmUp(EventLoops loops, LaneSource receipts) throws IOException, GeneralSecurityException {
        ListenerConfig listener = ListenerConfig.DEFAULTS;
        ActiveProgram programs = WarmChecks.program();
        TelemetrySources sources = TelemetrySources.of(
                version, programs, () -> 0, () -> Connections.NONE, OutputStream.nullOutputStream());
        try (Telemetry unseen = Telemetry.start(TelemetryConfig.DEFAULTS, sources)) {
            DecisionPipeline unheard = new DecisionPipeline(programs, WarmChecks.limits(), receipts, unseen.observer());
            try (EgressWiring egress = EgressWiring.unsigned(config, unheard, programs, clock);
                    Loopback loopback = Loopback.open(loops, warmed(unheard, egress, listener))) {
                List<Runnable> steps = WarmChecks.steps(loopback);
                int rounds = config.warmUpChecks() / steps.size();
                new WarmUp(steps, rounds, WarmUp.DEFAULT_TIME, System::nanoTime).run();
            }
        }
    }

    private List<BindableService> warmed(DecisionPipeline unheard, EgressWiring egress, ListenerConfig listener) {
        List<BindableService> services =
                new ArrayList<>(List.of(decisions(unheard, Identification.NONE, listener), egress.endpoint(listener)));
        services.addAll(egress.envoy(listener));
        return services;
    }

    private int openHttp() {
        Map<String, HttpRoute> routes = new HashMap<>();
        routes.put("/healthz", HealthPages.alive());
        routes.put("/health/liveness", HealthPages.alive());
        routes.put("/readyz", HealthPages.ready(readiness::reasons));
        routes.put("/health/readiness", HealthPages.ready(readiness::reasons));
        telemetry.metricsPage().ifPresent(page -> routes.put("/metrics", page));
        return closing.later(HttpListener.start(config.http(), routes))
                .address()
                .getPort();
    }

    private void reloaded(ReloadObserver.Ending ending, BundleState state, long nanos) {
        new ReloadLog().reloaded(ending, state, nanos);
        switch (ending) {
            case LOADED -> telemetry.reloads().loaded();
            case UNCHANGED -> telemetry.reloads().unchanged();
            case REFUSED -> telemetry.reloads().refused();
        }
    }

    private void stop(Health health) throws InterruptedException {
        if (tails != null) {
            tails.end();
        }
        new GracefulStop(readiness, health, listeners, config.drainTimeout(), System::nanoTime).run();
    }

    private long inBackground() {
        return (long) background.getActiveCount() + background.getQueue().size();
    }

    private Connections connections() {
        long open = 0;
        long refused = 0;
        for (GrpcListener listener : listeners) {
            open += listener.connections();
            refused += listener.refusedConnections();
        }
        return new Connections(open, refused);
    }

    private static ThreadPoolExecutor background() {
        return new ThreadPoolExecutor(
                BACKGROUND_THREADS,
                BACKGROUND_THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(BACKGROUND_QUEUE),
                daemon("postern-background"));
    }

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
