package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ByteBuilder;
import dev.postern.evidence.Leaf;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.LogReader;
import dev.postern.sidecar.http.HttpAsk;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.telemetry.Telemetry;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import dev.postern.sidecar.telemetry.TelemetrySources;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheWiringTest {

    private static final CacheConfig EVERY_HIT_COMPARED =
            new CacheConfig(true, 1 << 20, Duration.ofMinutes(5), 1, CacheConfig.Use.ALWAYS, CacheConfig.Use.ALWAYS);

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private final ActiveProgram active = new ActiveProgram();
    private final Program program = ((Compilation.Compiled)
                    Program.compile(List.of(new SourceFile("policy.ccl", "permit read on /docs/**"))))
            .program();

    @Test
    void aWrongAnswerLeavesARecordBesideTheMetricAndTheTrippedBreaker() throws Exception {
        active.set(program);
        ScheduledExecutorService home = Executors.newSingleThreadScheduledExecutor();
        try (FleetWiring fleet = FleetWiring.open(RedisConfig.DEFAULTS, Clock.systemUTC(), random);
                Telemetry telemetry = telemetry();
                CacheWiring cache = new CacheWiring(EVERY_HIT_COMPARED, fleet, telemetry, Clock.systemUTC(), random);
                EvidenceLog log = log(home)) {
            CompletableFuture<Reason> recorded = new CompletableFuture<>();
            DecisionPipeline pipeline = new DecisionPipeline(
                    active,
                    new LimitCounters(10),
                    cache.decisions(),
                    log,
                    (door, check, decision, nanos) -> {
                        if (door == Door.SHADOW) {
                            recorded.complete(decision.template().reason());
                        }
                    },
                    System::nanoTime);
            cache.recordThrough(pipeline);
            Check check = check("/docs/1");
            poison(cache.local(), check);

            assertThat(ask(pipeline, check).cache()).isEqualTo(CacheLabel.EXACT);
            assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(Reason.CACHE_MISMATCH);

            assertThat(ask(pipeline, check).cache()).isEqualTo(CacheLabel.BYPASS);
            assertThat(page(telemetry))
                    .containsPattern("postern_cache_shadow_checks_total\\{[^}]*result=\"mismatch\"[^}]*} 1")
                    .containsPattern("postern_cache_tripped(\\{[^}]*})? 1");
        } finally {
            home.shutdownNow();
        }
        assertThat(receipts())
                .filteredOn(receipt -> receipt.form().door().equals("shadow"))
                .singleElement()
                .extracting(receipt -> receipt.form().reason())
                .isEqualTo("cache.mismatch");
    }

    private Check check(String resource) {
        return new Check(
                Check.DEFAULT_TENANT,
                Principal.of("ada"),
                "read",
                resource,
                Map.of(),
                Attributes.NONE,
                System.currentTimeMillis());
    }

    /** Puts the answer to another check in the place of this one's. */
    private void poison(LocalTier local, Check check) {
        ByteBuilder key = new ByteBuilder(64);
        program.project(check, new Scratch(), key);
        Template wrong = program.decideAfresh(check("/other"));
        long now = check.nowMillis();
        local.keep(
                EntryKey.of(Namespace.DECISION, check.tenant(), key.toByteArray()),
                wrong,
                0,
                local.epochs(check.tenant(), check.principal().id()),
                now,
                now + 60_000);
    }

    private static Decision ask(DecisionPipeline pipeline, Check check) throws Exception {
        CompletableFuture<Decision> answer = new CompletableFuture<>();
        pipeline.decide(check, Door.DECIDE, System.nanoTime(), answer::complete);
        return answer.get(10, TimeUnit.SECONDS);
    }

    private EvidenceLog log(ScheduledExecutorService home) throws Exception {
        ConfigResult<SidecarConfig> read =
                SidecarConfig.read(new ConfigSources("postern.yaml", "state_dir: " + directory, Map.of(), Map.of()));
        SidecarConfig config = ((ConfigResult.Good<SidecarConfig>) read).config();
        return new EvidenceWiring(config, new Readiness(), random)
                .open(1, "0.1.0", 1, () -> null, home, Clock.systemUTC());
    }

    private List<Leaf.Receipt> receipts() throws Exception {
        List<Leaf.Receipt> receipts = new ArrayList<>();
        try (LogReader reader = LogReader.open(FileDisk.existing(directory.resolve("evidence")))) {
            for (long i = 0; i < reader.size(); i++) {
                if (reader.leaf(i) instanceof Leaf.Receipt receipt) {
                    receipts.add(receipt);
                }
            }
        }
        return receipts;
    }

    private Telemetry telemetry() {
        return Telemetry.start(
                TelemetryConfig.DEFAULTS,
                new TelemetrySources(
                        "0.1.0",
                        TelemetrySources.Policy.of(active),
                        TelemetrySources.Load.NONE,
                        TelemetrySources.Parts.idle(),
                        OutputStream.nullOutputStream()));
    }

    private static String page(Telemetry telemetry) {
        return new String(
                telemetry
                        .metricsPage()
                        .orElseThrow()
                        .answer(new HttpAsk("/metrics", ""))
                        .body(),
                UTF_8);
    }
}
