package dev.postern.sidecar;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Compilation;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.EvidenceState;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.evidence.BundleShelf;
import dev.postern.sidecar.evidence.EvidenceConfig;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.Names;
import dev.postern.sidecar.evidence.Opened;
import dev.postern.sidecar.evidence.OpeningVault;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.sidecar.evidence.SigningSeal;
import dev.postern.sidecar.evidence.Surroundings;
import dev.postern.sidecar.evidence.WritePath;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the evidence log to life: its key, its names, its places. */
final class EvidenceWiring {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceWiring.class);
    private static final String HALT_AT = "postern.test.halt_at";
    private static final int HALTED = 134;
    private static final String PASSING = "postern.local/warm-up";

    private final SidecarConfig config;
    private final Readiness readiness;
    private final RandomGenerator random;
    private final EvidenceCounters counters = new EvidenceCounters();

    EvidenceWiring(SidecarConfig config, Readiness readiness, RandomGenerator random) {
        this.config = config;
        this.readiness = readiness;
        this.random = random;
    }

    /**
     * Opens the log.
     *
     * @param loops how many event loops there are
     * @param loop the event loop of the calling thread, or {@code null}
     * @param elsewhere where answers of other threads wait
     */
    EvidenceLog open(
            long boot,
            String version,
            int loops,
            Supplier<@Nullable ScheduledExecutorService> loop,
            ScheduledExecutorService elsewhere,
            InstantSource clock)
            throws IOException, LaunchException {
        EvidenceConfig evidence = config.evidence();
        FileDisk state = FileDisk.open(config.stateDirectory());
        FileDisk disk = FileDisk.open(directory());
        LogIdentity identity = LogIdentity.of(evidence, config.stateDirectory(), disk, random);
        Opened opened = EvidenceLog.open(
                evidence,
                identity.origin(),
                identity.instance(),
                disk,
                new Surroundings(
                        identity.seal(),
                        List.of(
                                new EvidenceLog.AnchorPlace(disk, Names.CHECKPOINT),
                                new EvidenceLog.AnchorPlace(state, identity.anchor())),
                        boot,
                        version,
                        loops,
                        loop,
                        elsewhere,
                        clock,
                        System::nanoTime,
                        counters,
                        this::openingKey,
                        haltAt(System.getProperty(HALT_AT, "")),
                        fault -> Runtime.getRuntime().halt(HALTED),
                        this::overloaded));
        if (opened instanceof Opened.Refused refused) {
            throw new LaunchException(List.of("postern: evidence log: " + refused.message()));
        }
        identity.publish(disk);
        return ((Opened.Ready) opened).log();
    }

    /** How a log is. */
    static EvidenceState state(EvidenceLog log) {
        Optional<Released> newest = log.newest();
        EvidenceCounters counters = log.counters();
        return new EvidenceState(
                log.origin(),
                log.size(),
                newest.map(released -> released.checkpoint().size()).orElse(0L),
                newest.filter(released -> released.wallMillis() > 0)
                        .map(released -> Instant.ofEpochMilli(released.wallMillis()))
                        .orElse(null),
                counters.shed(),
                counters.gaps(),
                log.waiting(),
                log.isClosed(),
                counters.damaged() + counters.corrupt());
    }

    /** A log of the same kind in a directory that is nothing but its own, with a key that nobody keeps. */
    EvidenceLog passing(
            int loops,
            Supplier<@Nullable ScheduledExecutorService> loop,
            ScheduledExecutorService elsewhere,
            InstantSource clock,
            Path place)
            throws IOException {
        SigningSeal seal = new SigningSeal(PASSING, SigningKey.generate(random));
        Opened opened = EvidenceLog.open(
                config.evidence(),
                PASSING,
                PASSING,
                FileDisk.open(place),
                new Surroundings(
                        seal,
                        List.of(),
                        0,
                        "",
                        loops,
                        loop,
                        elsewhere,
                        clock,
                        System::nanoTime,
                        new EvidenceCounters(),
                        this::openingKey,
                        WritePath.Witness.NONE,
                        fault -> {},
                        closed -> {}));
        if (opened instanceof Opened.Ready ready) {
            return ready.log();
        }
        throw new IOException(((Opened.Refused) opened).message());
    }

    /** What may be shown of the log. */
    PublishedLog published(EvidenceLog log) {
        return new PublishedLog(FileDisk.existing(directory()), log::newest, log::onRelease);
    }

    /** Bundles of sessions that were kept beside the log. */
    SessionShelf sessions() {
        return SessionShelf.of(directory());
    }

    /** Keeps every bundle that compiles, so that what it decided can be decided again. */
    Function<List<SourceFile>, Compilation> archiving(Function<List<SourceFile>, Compilation> compiler) {
        if (!config.evidence().enabled()) {
            return compiler;
        }
        return files -> {
            Compilation compilation = compiler.apply(files);
            if (compilation instanceof Compilation.Compiled) {
                try {
                    BundleShelf.open(directory(), this::corrupt).keep(files);
                } catch (IOException e) {
                    throw new UncheckedIOException("the bundle cannot be archived", e);
                }
            }
            return compilation;
        };
    }

    private Path directory() {
        Path directory = config.evidence().directory();
        return directory != null ? directory : config.stateDirectory().resolve("evidence");
    }

    private byte[] openingKey() {
        byte[] key = new byte[OpeningVault.KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    private void corrupt(ContentDigest digest, String message) {
        counters.foundCorrupt();
        LOG.error("kept content is not what its name says: {}", message);
    }

    private void overloaded(boolean closed) {
        if (closed) {
            readiness.unmet(Condition.EVIDENCE, "the evidence log does not keep up");
        } else {
            readiness.met(Condition.EVIDENCE);
        }
    }

    /** For tests: ends the process the n-th time a step is taken, {@code STEP:n}. */
    private static WritePath.Witness haltAt(String where) {
        if (where.isEmpty()) {
            return WritePath.Witness.NONE;
        }
        String[] parts = where.split(":", 2);
        WritePath step = WritePath.valueOf(parts[0]);
        int[] left = {Integer.parseInt(parts[1])};
        return taken -> {
            if (taken == step && --left[0] <= 0) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
    }
}
