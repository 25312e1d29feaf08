package dev.postern.loadtest;

import dev.postern.crypto.SigningKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.ReceiptState;
import dev.postern.sidecar.evidence.EvidenceConfig;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.Opened;
import dev.postern.sidecar.evidence.SigningSeal;
import dev.postern.sidecar.evidence.Surroundings;
import dev.postern.sidecar.evidence.WritePath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A real evidence log on a real disk, and one thread that answers into it. */
final class EvidenceDrive implements AutoCloseable {

    private static final String NAME = "postern.local/loadtest";
    /** Receipts on their way to disk at most, fewer than a lane holds. */
    private static final long MOST_UNDER_WAY = 7_000;

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EvidenceLog log;
    private final EvidenceCounters counters;
    private final Lane lane;
    private final FactsRead facts = new FactsRead();
    private final Program program;
    private final Template template;
    private final List<Check> checks =
            IntStream.range(0, 256).mapToObj(EvidenceDrive::check).toList();
    private long recorded;

    /** A log in {@code directory}, kept as the sidecar keeps its own. */
    EvidenceDrive(Path directory) throws IOException {
        SecureRandom random = new SecureRandom();
        SigningSeal seal = new SigningSeal(NAME, SigningKey.generate(random));
        Opened opened = EvidenceLog.open(
                EvidenceConfig.DEFAULTS,
                NAME,
                "loadtest",
                FileDisk.open(directory),
                new Surroundings(
                        seal,
                        List.of(),
                        1,
                        "0",
                        1,
                        () -> loop,
                        loop,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new EvidenceCounters(),
                        () -> random.generateSeed(32),
                        WritePath.Witness.NONE,
                        fault -> Runtime.getRuntime().halt(1),
                        closed -> {}));
        log = ((Opened.Ready) opened).log();
        counters = log.counters();
        lane = log.open();
        SourceFile rule = new SourceFile("shop.ccl", "permit http.get on /api/v1/cart/** severity low");
        program = ((Compilation.Compiled) Program.compile(List.of(rule))).program();
        template = program.decide(checks.get(0), new Scratch());
    }

    /** What came of a drive; the appender's time is that of its thread, for each receipt. */
    record Figures(
            double receiptsPerSecond, double syncsPerSecond, double syncMicros, double appenderMicros, double bytes) {}

    /** Puts receipts on a lane, {@code perSecond} a second or as fast as they reach the disk. */
    Figures drive(double perSecond, Duration length) {
        long before = counters.receipts();
        long bytes = counters.bytes();
        long batches = counters.batches();
        long syncNanos = counters.syncNanos();
        long cpu = appenderNanos();
        long start = System.nanoTime();
        long first = recorded;
        for (long now = start; now - start < length.toNanos(); now = System.nanoTime()) {
            long due = perSecond == Double.POSITIVE_INFINITY
                    ? Long.MAX_VALUE
                    : first + (long) ((now - start) * perSecond / 1e9);
            while (recorded < due && recorded - counters.receipts() < MOST_UNDER_WAY) {
                record();
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        double nanos = System.nanoTime() - start;
        double receipts = counters.receipts() - before;
        double syncs = counters.batches() - batches;
        return new Figures(
                receipts * 1e9 / nanos,
                syncs * 1e9 / nanos,
                (counters.syncNanos() - syncNanos) / 1e3 / syncs,
                (appenderNanos() - cpu) / 1e3 / receipts,
                (counters.bytes() - bytes) / receipts);
    }

    @Override
    public void close() throws IOException {
        log.close();
        loop.shutdown();
    }

    private void record() {
        Check check = checks.get((int) recorded & 255);
        Decision decision = lane.record(
                Door.EXT_AUTHZ, check, facts, template, CacheLabel.NONE, program, Certifier.NONE, System.nanoTime());
        if (decision.receipt() != ReceiptState.TAKEN) {
            throw new IllegalStateException("a receipt was " + decision.receipt() + ", expected room for it");
        }
        recorded++;
    }

    private long appenderNanos() {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("postern-evidence")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("no appender runs");
    }

    private static Check check(int i) {
        return new Check(
                "default",
                new Principal("spiffe://cluster.local/ns/shop/sa/web-" + i, List.of(), Map.of()),
                "http.get",
                "/api/v1/cart/" + i,
                Map.of(),
                Attributes.NONE,
                System.currentTimeMillis());
    }
}
