package dev.postern.sidecar;

import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.sidecar.admin.BundleState;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cli.Version;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.egress.KnownContents;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.http.HealthPages;
import dev.postern.sidecar.http.HttpListener;
import dev.postern.sidecar.http.HttpRoute;
import dev.postern.sidecar.identity.Callers;
import dev.postern.sidecar.identity.TokenIdentification;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.BundleSource;
import dev.postern.sidecar.source.DirectoryWatch;
import dev.postern.sidecar.source.ReloadLog;
import dev.postern.sidecar.source.ReloadObserver;
import dev.postern.sidecar.source.SigningCompiler;
import dev.postern.sidecar.telemetry.EgressCounters;
import dev.postern.sidecar.telemetry.Telemetry;
import dev.postern.sidecar.telemetry.TelemetrySources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The object graph of a sidecar, and the order in which it comes to life: telemetry, bundle, warm-up, then the listeners.
 * Nothing else builds what lives here.
 */
final class Wiring {

    private final SidecarConfig config;
    private final Path bundle;
    private final String version = Version.number();
    private final Clock clock;
    private final Closing closing = new Closing();

    private final ActiveProgram active = new ActiveProgram();
    private final Readiness readiness = new Readiness();
    private final Threads threads = new Threads();
    private final DoorWiring doors;
    private final FleetWiring fleet;
    private final EvidenceWiring evidence;
    private final LogWiring log;
    private final Telemetry telemetry;
    private final CacheWiring cache;
    private final DecisionPipeline pipeline;
    private final BundleSource source;
    private final EgressCounters judged = new EgressCounters();

    private volatile @Nullable Callers callers;
    private volatile @Nullable TokenIdentification tokens;

    Wiring(SidecarConfig config, Path bundle, Clock clock, RandomGenerator random, OutputStream out)
            throws IOException, LaunchException {
        this.config = config;
        this.bundle = bundle;
        this.clock = clock;
        this.doors = new DoorWiring(config, readiness, threads, clock);
        this.log = new LogWiring(random.nextLong());
        this.fleet = closing.later(FleetWiring.open(config.redis(), clock, random));
        this.evidence = new EvidenceWiring(config, readiness, random);
        this.telemetry = closing.later(Telemetry.start(
                config.telemetry(),
                new TelemetrySources(
                        version,
                        TelemetrySources.Policy.of(active),
                        new TelemetrySources.Load(threads::inBackground, doors::connections),
                        new TelemetrySources.Parts(
                                judged,
                                log::log,
                                () -> Optional.ofNullable(callers),
                                () -> Optional.ofNullable(tokens)),
                        out)));
        telemetry.meter().ifPresent(fleet::tell);
        this.cache = closing.later(new CacheWiring(config.cache(), fleet, telemetry, clock, random));
        this.pipeline = new DecisionPipeline(
                active,
                new LimitCounters(config.limitCounters()),
                cache.decisions(),
                log,
                telemetry.observer(),
                System::nanoTime);
        cache.recordThrough(pipeline);
        this.source = source();
        closing.later(threads);
    }

    private BundleSource source() {
        BundleReader reader = new BundleReader(bundle, config.bundle().caps());
        SigningCompiler compiler = new SigningCompiler(
                config.bundle().signing(), config.stateDirectory(), clock, evidence.archiving(Program::compile));
        return new BundleSource(
                bundle.toString(), reader::read, compiler, active, readiness, this::reloaded, threads.loader(), clock);
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
        new Rehearsal(config, evidence, threads, version, clock).run();
        readiness.met(Condition.WARM);
        loading.toCompletableFuture().join();
        if (config.bundle().watch()) {
            closing.later(DirectoryWatch.start(bundle, config.bundle(), source::reload));
        }
        EventLoops loops = EventLoops.open(Threads.LOOPS);
        if (config.evidence().enabled()) {
            log.open(evidence, version, loops, threads, telemetry, clock, closing);
        }
        readiness.met(Condition.EVIDENCE);
        DoorWiring.Parts parts = parts(loops);
        closing.later(loops);
        // Stops whatever listeners are open by then, so that a failure half-way closes them too.
        closing.later(this::stop);
        ListenAddress checks = doors.openChecks(parts, telemetry, loops);
        ListenAddress admin = doors.openAdmin(parts, source, version, loops);
        readiness.met(Condition.SERVING);
        return new Sidecar(checks, admin, httpPort, readiness, source, closing);
    }

    private DoorWiring.Parts parts(EventLoops loops) throws IOException, LaunchException {
        CapabilityWiring capability = closing.later(
                CapabilityWiring.open(config, fleet.revocations(), loops, threads, pipeline.faults(), clock));
        tokens = capability.identification();
        IdentityWiring identity =
                closing.later(IdentityWiring.open(config.identity(), active, loops, pipeline.faults()));
        callers = identity.callers();
        PrincipalWiring principals = closing.later(PrincipalWiring.open(
                config.principals(), id -> fleet.epochs().bump(new Invalidation.OfPrincipal(id)), telemetry.meter()));
        KnownContents contents = KnownContents.read(
                config.egress().known(), EgressWiring.engine(config.egress().engine(), telemetry.meter()));
        EgressWiring egress = closing.later(EgressWiring.open(
                config,
                pipeline,
                active,
                clock,
                principals.lookUp(identity.ofProxies(capability.identification())),
                contents,
                EgressWiring.known(config, contents, cache.local(), fleet.tier(), clock),
                judged));
        return new DoorWiring.Parts(pipeline, identity, principals, capability, egress, cache, log);
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

    private void stop() throws InterruptedException {
        log.endTails();
        doors.stop();
    }
}
