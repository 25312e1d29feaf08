package dev.postern.sidecar.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.DecisionTiers;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.cache.remote.Fleets;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.http.HttpAsk;
import dev.postern.sidecar.http.HttpReply;
import dev.postern.sidecar.source.principals.FilePrincipals;
import dev.postern.sidecar.source.principals.PrincipalMetrics;
import dev.postern.sidecar.telemetry.TelemetrySources.Bundle;
import dev.postern.sidecar.telemetry.TelemetrySources.Connections;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
    private static final Pattern DOCUMENTED = Pattern.compile(
            "^\\| `([a-z0-9_]+)(?:\\{([a-z_,]+)\\})?` \\| (counter|gauge|histogram) \\|", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    private final Telemetry telemetry = Telemetry.start(
            TelemetryConfig.DEFAULTS,
            new TelemetrySources(
                    "1.2.3",
                    new TelemetrySources.Policy(
                            () -> Optional.of(new Bundle(Answers.DIGEST, 17)), tenant -> Optional.empty()),
                    new TelemetrySources.Load(() -> 3, () -> new Connections(5, 7)),
                    TelemetrySources.Parts.idle(),
                    OutputStream.nullOutputStream()));

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void showsWhatWasAnswered() {
        telemetry.observer().answered(Door.DECIDE, null, Answers.allow(1), 1_999);
        telemetry.observer().answered(Door.DECIDE, null, Answers.allow(2), 2_001);
        telemetry
                .observer()
                .answered(Door.BATCH, null, Answers.decision(Outcome.DENY, Reason.POLICY_DENY, Mode.SHADOW, 3), 9);

        Exposition page = page("");

        assertThat(page.value("postern_checks_total{cache=\"none\",door=\"decide\",mode=\"enforce\",outcome=\"allow\","
                        + "reason=\"policy.permit\"}"))
                .isEqualTo(2);
        assertThat(page.value("postern_checks_total{cache=\"none\",door=\"batch\",mode=\"shadow\",outcome=\"deny\","
                        + "reason=\"policy.deny\"}"))
                .isEqualTo(1);
        assertThat(page.value("postern_check_duration_seconds_bucket{door=\"decide\",le=\"1.0E-6\"}"))
                .isZero();
        assertThat(page.value("postern_check_duration_seconds_bucket{door=\"decide\",le=\"2.0E-6\"}"))
                .isEqualTo(1);
        assertThat(page.value("postern_check_duration_seconds_bucket{door=\"decide\",le=\"5.0E-6\"}"))
                .isEqualTo(2);
        assertThat(page.value("postern_check_duration_seconds_sum{door=\"decide\"}"))
                .isEqualTo(4e-6);
    }

    @Test
    void showsRefusalsShedsReloadsAndTheBundle() {
        telemetry.observer().answered(Door.EXT_AUTHZ, null, Answers.refusal(Reason.INPUT_BODY), 10);
        telemetry.observer().answered(Door.EXT_AUTHZ, null, Answers.refusal(Reason.SHED), 10);
        telemetry.reloads().loaded();
        telemetry.reloads().refused();
        telemetry.reloads().refused();

        Exposition page = page("");

        assertThat(page.value("postern_input_rejected_total{reason=\"input.body\"}"))
                .isEqualTo(1);
        assertThat(page.value("postern_input_rejected_total{reason=\"input.malformed\"}"))
                .isZero();
        assertThat(page.value("postern_sheds_total{reason=\"shed.overload\"}")).isEqualTo(1);
        assertThat(page.value("postern_reloads_total{result=\"loaded\"}")).isEqualTo(1);
        assertThat(page.value("postern_reloads_total{result=\"unchanged\"}")).isZero();
        assertThat(page.value("postern_reloads_total{result=\"refused\"}")).isEqualTo(2);
        assertThat(page.value("postern_bundle_info{digest=\"" + Answers.DIGEST + "\"}"))
                .isEqualTo(1);
        assertThat(page.value("postern_bundle_rules")).isEqualTo(17);
        assertThat(page.value("postern_in_flight")).isEqualTo(3);
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() {
        telemetry.observer().answered(Door.DECIDE, null, Answers.allow(1), 1_999);

        HttpReply reply = telemetry.metricsPage().orElseThrow().answer(new HttpAsk("/metrics", OPEN_METRICS));

        assertThat(reply.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(reply.body(), UTF_8)).endsWith("# EOF\n");
        assertThat(page(OPEN_METRICS).types()).containsEntry("postern_checks", "counter");
    }

    @Test
    void docsListExactlyWhatThePageShows() throws IOException {
        Path file = Files.writeString(directory.resolve("principals.yaml"), "principals: {}");
        try (FilePrincipals principals = FilePrincipals.open(file, changed -> {});
                Fleet fleet = Fleets.unreachable()) {
            CacheMetrics.register(telemetry.meter().orElseThrow(), tiers());
            PrincipalMetrics.register(telemetry.meter().orElseThrow(), principals, principals);
            FleetMetrics.register(telemetry.meter().orElseThrow(), fleet);
            SyncMetrics.register(telemetry.meter().orElseThrow()).accept(200_000);
            EngineMetrics.register(telemetry.meter().orElseThrow(), "java");
            assertThat(documented()).isEqualTo(shown());
        }
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = DOCUMENTED.matcher(Files.readString(Path.of("../docs/metrics.md")));
        while (row.find()) {
            Set<String> labels =
                    row.group(2) == null ? Set.of() : Set.of(row.group(2).split(","));
            documented.put(row.group(1), row.group(3) + " " + new TreeSet<>(labels));
        }
        return documented;
    }

    private Map<String, String> shown() {
        telemetry.observer().answered(Door.DECIDE, null, Answers.allow(1), 1_999);
        Exposition page = page("");
        Map<String, String> shown = new TreeMap<>();
        page.types()
                .forEach((name, type) ->
                        shown.put(name, type + " " + new TreeSet<>(page.labels().get(name))));
        return shown;
    }

    @Test
    void withMetricsOffThereIsNoPage() {
        TelemetryConfig defaults = TelemetryConfig.DEFAULTS;
        TelemetryConfig off = new TelemetryConfig(false, defaults.otlp(), 0, defaults.decisionLog(), defaults.log());
        TelemetrySources sources = new TelemetrySources(
                "1",
                TelemetrySources.Policy.NONE,
                TelemetrySources.Load.NONE,
                TelemetrySources.Parts.idle(),
                OutputStream.nullOutputStream());
        try (Telemetry quiet = Telemetry.start(off, sources)) {
            assertThat(quiet.metricsPage()).isEmpty();
            assertThat(quiet.streamTracing()).isEmpty();
            quiet.observer().answered(Door.DECIDE, null, Answers.allow(1), 1);
        }
    }

    private static DecisionTiers tiers() {
        return DecisionTiers.of(
                CacheConfig.DEFAULTS,
                new EpochTable(),
                Freshness.ALONE,
                Runnable::run,
                Runnable::run,
                check -> {},
                InstantSource.system(),
                System::nanoTime,
                new SplittableRandom(1));
    }

    private Exposition page(String accept) {
        HttpReply reply = telemetry.metricsPage().orElseThrow().answer(new HttpAsk("/metrics", accept));
        return Exposition.parse(new String(reply.body(), UTF_8));
    }
}
