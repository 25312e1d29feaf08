package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Verification;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.DecisionSink;
import dev.postern.sidecar.decide.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipeline that leaves receipts in a log of a directory, with every surrounding in the test's hands. */
final class Fixture implements AutoCloseable {

    static final int LANE_BYTES = 1 << 18;
    static final String ORIGIN = "postern.local/test";
    static final String RULES = """
            permit file.read on /docs/** when principal.level >= 2
            deny file.read on /docs/secret/**
            permit file.write on /docs/**
            require audit.log on /docs/**
            """;
    static final String SETTINGS = """
            evidence:
              - action: file.write
                mode: durable
            sensitive: [principal.email, card]
            """;

    final RememberingSeal seal = new RememberingSeal();
    final AtomicReference<Throwable> fatal = new AtomicReference<>();
    final List<Boolean> overloads = new ArrayList<>();
    final ActiveProgram active = new ActiveProgram();
    final ScheduledExecutorService home = Executors.newSingleThreadScheduledExecutor();
    final AtomicLong wall = new AtomicLong(1_700_000_000_000L);
    final Disk disk;
    final Disk elsewhere;
    int checkpointEntries = 100;
    long segmentBytes = EvidenceConfig.DEFAULTS.segmentBytes();
    int shedReceipts = EvidenceConfig.DEFAULTS.shedReceipts();
    boolean compress;
    WritePath.Witness steps = WritePath.Witness.NONE;
    long boot = 0x1111;
    private @Nullable EvidenceLog log;
    private @Nullable DecisionPipeline pipeline;

    Fixture(Path directory) throws IOException {
        this(FileDisk.open(directory.resolve("evidence")), FileDisk.open(directory.resolve("elsewhere")));
    }

    Fixture(Disk disk, Disk elsewhere) {
        this.disk = disk;
        this.elsewhere = elsewhere;
        active.set(program());
    }

    static Program program() {
        return ((Compilation.Compiled) Program.compile(
                        List.of(new SourceFile("rules.ccl", RULES), new SourceFile("bundle.yaml", SETTINGS))))
                .program();
    }

    private EvidenceConfig config() {
        EvidenceConfig defaults = EvidenceConfig.DEFAULTS;
        return new EvidenceConfig(
                true,
                null,
                null,
                "",
                "",
                1 << 10,
                LANE_BYTES,
                Duration.ofMillis(1),
                checkpointEntries,
                defaults.checkpointAge(),
                segmentBytes,
                compress,
                defaults.recoveryBytes(),
                shedReceipts,
                defaults.shedTime(),
                defaults.waiting(),
                defaults.patience());
    }

    Opened tryOpen() throws IOException {
        return EvidenceLog.open(
                config(),
                ORIGIN,
                "i-1",
                disk,
                new Surroundings(
                        seal,
                        List.of(
                                new EvidenceLog.AnchorPlace(disk, Names.CHECKPOINT),
                                new EvidenceLog.AnchorPlace(elsewhere, "anchor")),
                        boot,
                        "0.1.0",
                        1,
                        () -> null,
                        home,
                        () -> java.time.Instant.ofEpochMilli(wall.get()),
                        System::nanoTime,
                        new EvidenceCounters(),
                        () -> new byte[OpeningVault.KEY_BYTES],
                        steps,
                        fatal::set,
                        overloads::add));
    }

    EvidenceLog open() throws IOException {
        Opened opened = tryOpen();
        if (opened instanceof Opened.Ready ready) {
            log = ready.log();
            pipeline = new DecisionPipeline(active, new LimitCounters(10), ready.log(), DecisionObserver.NONE);
            return ready.log();
        }
        throw new IllegalStateException(opened.toString());
    }

    EvidenceLog log() {
        return Objects.requireNonNull(log);
    }

    /** Asks and does not wait for the answer. */
    void ask(String action, String resource, Caller caller, DecisionSink sink) {
        pipeline().decide(check(action, resource), Door.DECIDE, System.nanoTime(), caller, sink);
    }

    Check check(String action, String resource) {
        return new Check(
                "default",
                new Principal(
                        "ann",
                        List.of("clerk"),
                        Map.of("level", new Value.Int(3), "email", new Value.Text("a@b.example"))),
                action,
                resource,
                Map.of("card", new Value.Text("4111-1111")),
                Attributes.NONE,
                wall.get());
    }

    DecisionPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    /** Asks and waits for the answer. */
    Decision ask(String action, String resource) {
        return await(sink -> ask(action, resource, Caller.PATIENT, sink));
    }

    /** Waits for the answer of whatever asks. */
    static Decision await(Consumer<DecisionSink> asking) {
        AtomicReference<Decision> answer = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        asking.accept(decision -> {
            answer.set(decision);
            answered.countDown();
        });
        try {
            if (!answered.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("no answer within ten seconds");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Objects.requireNonNull(answer.get());
    }

    LogReader read() throws Exception {
        return LogReader.open(disk);
    }

    /** Ends the log in order. */
    void end() throws IOException {
        log().close();
    }

    /** Ends the log; whatever the test did to it, fsck finds nothing wrong with what was written then. */
    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
            if (fatal.get() == null) {
                Verification found =
                        new LogAudit(disk, LogAudit.Settings.of(null)).run().verification();
                assertThat(found).isEqualTo(Verification.verified());
            }
        }
        home.shutdownNow();
    }
}
