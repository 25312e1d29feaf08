package dev.postern.sidecar;

import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cli.Version;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.egress.EgressEndpoint;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.KnownContents;
import dev.postern.sidecar.egress.KnownDigests;
import dev.postern.sidecar.egress.KnownScans;
import dev.postern.sidecar.egress.ScanEngine;
import dev.postern.sidecar.egress.SystemResolver;
import dev.postern.sidecar.envoy.EnvoyDoors;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.telemetry.EgressCounters;
import dev.postern.sidecar.telemetry.EngineMetrics;
import io.grpc.BindableService;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the object graph that judges what leaves. Thread-safe. */
final class EgressWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EgressWiring.class);

    private final SidecarConfig config;
    private final InstantSource clock;
    private final Faults faults;
    private final ThreadPoolExecutor scans;
    private final ThreadPoolExecutor names;
    private final EgressGate gate;
    private final EnvoyDoors doors;

    private EgressWiring(
            SidecarConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            InstantSource clock,
            Identification identification,
            KnownContents contents,
            KnownScans known,
            EgressCounters counters,
            @Nullable SigningKey key) {
        EgressConfig egress = config.egress();
        this.config = config;
        this.clock = clock;
        this.faults = pipeline.faults();
        this.scans = Threads.bounded(egress.work().threads(), egress.work().queue(), "postern-scan");
        this.names = Threads.bounded(egress.dns().threads(), egress.dns().queue(), "postern-dns");
        this.gate = EgressGate.of(
                egress,
                pipeline,
                active,
                contents,
                known,
                new SystemResolver(names, egress.dns().timeout()),
                scans,
                counters,
                key,
                System::nanoTime);
        this.doors = new EnvoyDoors(pipeline, identification, gate, active, config.envoy(), clock, System::nanoTime);
    }

    /** What finds the literals of scans, which a log line and a gauge tell. */
    static LiteralSearch.Engine engine(ScanEngine wanted, Optional<Meter> meter) throws LaunchException {
        ScanEngine.Choice choice = wanted.choose();
        if (choice instanceof ScanEngine.Refused refused) {
            throw new LaunchException(
                    List.of("postern: egress.scan.engine: Hyperscan cannot be loaded: " + refused.why()));
        }
        ScanEngine.Chosen chosen = (ScanEngine.Chosen) choice;
        LOG.info("contents are scanned by engine {}", chosen.name());
        meter.ifPresent(to -> EngineMetrics.register(to, chosen.name()));
        return chosen.engine();
    }

    /** Scans shared through {@code remote}; another release, other limits or detectors may find something else. */
    static KnownScans known(
            SidecarConfig config, KnownContents contents, LocalTier local, RemoteTier remote, InstantSource clock) {
        String rules = "scan " + Version.number() + ' ' + config.egress().scan() + ' ' + contents.digest();
        KnownDigests digests = new KnownDigests(new SecureRandom(), KnownDigests.MOST);
        return new KnownScans(local, remote, digests, Sha256.of(rules.getBytes(StandardCharsets.UTF_8)), clock);
    }

    /** Reads the key of certificates, where there is one. */
    static EgressWiring open(
            SidecarConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            InstantSource clock,
            Identification identification,
            KnownContents contents,
            KnownScans known,
            EgressCounters counters)
            throws IOException {
        Path file = config.egress().certificateKey();
        SigningKey key = file == null ? null : KeyFile.read(file);
        return new EgressWiring(config, pipeline, active, clock, identification, contents, known, counters, key);
    }

    /** The same without a key and without a question who asks. */
    static EgressWiring unsigned(
            SidecarConfig config, DecisionPipeline pipeline, ActiveProgram active, InstantSource clock) {
        return new EgressWiring(
                config,
                pipeline,
                active,
                clock,
                Identification.NONE,
                KnownContents.builtIn(),
                KnownScans.forgetful(clock),
                new EgressCounters(),
                null);
    }

    /** What Envoy asks of one listener. */
    List<BindableService> envoy(ListenerConfig listener) {
        return doors.services(listener.trustsAsserted(), listener.maxMessage());
    }

    /** What callers of one listener ask; {@code who} finds out who they are. */
    EgressEndpoint endpoint(ListenerConfig listener, Identification who) {
        CheckReader checks = new CheckReader(config.inputs(), clock);
        return new EgressEndpoint(gate, checks, who, faults, listener.maxMessage(), System::nanoTime);
    }

    @Override
    public void close() {
        scans.shutdownNow();
        names.shutdownNow();
    }
}
