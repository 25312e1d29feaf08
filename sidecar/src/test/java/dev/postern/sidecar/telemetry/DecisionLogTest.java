package dev.postern.sidecar.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.Mode;
import dev.postern.policy.Reason;
import dev.postern.policy.TenantSettings;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.Door;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

    private static final DecisionLogConfig EVERYTHING = new DecisionLogConfig(true, 1, 1, 64);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_123L), ZoneOffset.UTC);

    private final LongAdder dropped = new LongAdder();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aLineSaysWhoAskedWhatAndWhatWasAnswered() throws IOException {
        Check check = Answers.check(Map.of("amount", new Value.Int(1L << 62)));
        JsonNode line = line(check, settings());

        assertThat(line.toString())
                .isEqualTo("{\"time\":\"2023-11-14T22:13:20.123Z\",\"id\":\"0000000000000001-0-7\",\"door\":\"decide\","
                        + "\"tenant\":\"default\",\"principal\":{\"id\":\"alice\",\"roles\":[\"clerk\",\"auditor\"]},"
                        + "\"action\":\"file.read\",\"resource\":\"/docs/42\",\"context\":{\"amount\":4611686018427387904},"
                        + "\"decision\":\"DENY\",\"enforced\":\"DENY\",\"mode\":\"enforce\",\"reason\":\"policy.deny\","
                        + "\"class\":\"00000000000000aa\",\"rule\":\"a.ccl:3\",\"obligations\":[],\"cache\":\"none\","
                        + "\"digest\":\"" + Answers.DIGEST + "\",\"micros\":4.5}");
    }

    @Test
    void masksSensitivePathsAndAllBelowThemAlsoInsideLists() throws IOException {
        Value.Fields card = new Value.Fields(Map.of("number", new Value.Text("4111"), "kind", new Value.Text("visa")));
        Check check = Answers.check(Map.of(
                "cards", new Value.Items(List.of(card, card)),
                "person", new Value.Fields(Map.of("name", new Value.Text("Bob"))),
                "number", new Value.Int(5)));

        JsonNode context = line(check, settings("cards.number", "person")).get("context");

        assertThat(context.at("/cards/0/number").asText()).isEqualTo("***");
        assertThat(context.at("/cards/1/number").asText()).isEqualTo("***");
        assertThat(context.at("/cards/1/kind").asText()).isEqualTo("visa");
        assertThat(context.get("person").asText()).isEqualTo("***");
        assertThat(context.get("number").asInt()).isEqualTo(5);
        assertThat(out.toString(UTF_8)).doesNotContain("4111").doesNotContain("Bob");
    }

    @Test
    void masksPrincipalAndResource() throws IOException {
        Check check = Answers.check(Map.of());

        JsonNode parts = line(check, settings("principal.id", "resource"));
        assertThat(parts.at("/principal/id").asText()).isEqualTo("***");
        assertThat(parts.at("/principal/roles/0").asText()).isEqualTo("clerk");
        assertThat(parts.get("resource").asText()).isEqualTo("***");

        out.reset();
        assertThat(line(check, settings("principal")).get("principal").toString())
                .isEqualTo("{\"id\":\"***\"}");
    }

    @Test
    void leavesTheContextOutWhenNobodyKnowsWhatOfItIsSensitive() throws IOException {
        JsonNode line = line(Answers.check(Map.of("secret", new Value.Text("s3cret"))), Optional.empty());

        assertThat(line.get("context_omitted").asBoolean()).isTrue();
        assertThat(out.toString(UTF_8)).doesNotContain("s3cret");
    }

    @Test
    void leavesTheContextOutWhenItIsTooLargeOrTooDeep() throws IOException {
        Value.Text half = new Value.Text("x".repeat(LoggedCheck.MAX_CONTEXT / 2));
        assertThat(line(Answers.check(Map.of("a", half)), settings()).has("context"))
                .isTrue();
        out.reset();
        assertThat(line(Answers.check(Map.of("a", half, "b", half)), settings()).has("context"))
                .isFalse();

        Value deep = Value.Null.NULL;
        for (int i = 0; i < 40; i++) {
            deep = i % 2 == 0 ? new Value.Items(List.of(deep)) : new Value.Fields(Map.of("d", deep));
        }
        out.reset();
        assertThat(line(Answers.check(Map.of("deep", deep)), settings()).has("context"))
                .isFalse();
    }

    @Test
    void writesHostileTextAsValidJson() throws IOException {
        Check check = Answers.check(
                Map.of("\ud800\n\"", new Value.Text("\udc00 \u0000 \u2028 é"), "nan", new Value.Real(0d / 0)));

        JsonNode context = line(check, settings()).get("context");

        assertThat(context.get("?\n\"").asText()).isEqualTo("? \u0000 \u2028 é");
        assertThat(context.get("nan").asText()).isEqualTo("NaN");
        assertThat(out.toString(UTF_8)).containsOnlyOnce("\n").endsWith("}\n");
    }

    @Test
    void aRequestThatNeverBecameACheckHasNoPrincipal() throws IOException {
        try (DecisionLog log = log(EVERYTHING, settings(), out)) {
            log.answered(Door.EXT_AUTHZ, null, Answers.refusal(Reason.INPUT_MALFORMED), 100);
        }
        JsonNode line = lines().get(0);
        assertThat(line.get("reason").asText()).isEqualTo("input.malformed");
        assertThat(line.has("principal")).isFalse();
    }

    @Test
    void samplesAllowsAndDenialsByTheirOwnRatios() throws IOException {
        DecisionLogConfig config = new DecisionLogConfig(true, 0.1, 1, 65_536);
        try (DecisionLog log = log(config, settings(), out)) {
            for (int n = 0; n < 2_000; n++) {
                log.answered(Door.DECIDE, null, Answers.allow(n), 0);
                log.answered(Door.DECIDE, null, Answers.deny(n), 0);
            }
        }
        long denials = lines().stream()
                .filter(line -> line.get("decision").asText().equals("DENY"))
                .count();
        assertThat(denials).isEqualTo(2_000);
        assertThat(lines().size() - denials).isBetween(150L, 250L);
        assertThat(dropped.sum()).isZero();
    }

    @Test
    void allocatesNothingForAnswersThatAreNotPicked() {
        var allow = Answers.allow(1);
        Check check = Answers.check(Map.of());
        try (DecisionLog log = log(new DecisionLogConfig(true, 0, 1, 64), settings(), out)) {
            assertThat(Allocation.bytes(() -> log.answered(Door.DECIDE, check, allow, 0)))
                    .isZero();
        }
    }

    @Test
    void neverBlocksOnAStuckStreamAndCountsWhatItDrops() {
        CountDownLatch stuck = new CountDownLatch(1);
        OutputStream stream = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(bytes, from, length);
            }
        };
        int answers = 5_000;
        try (DecisionLog log = log(EVERYTHING, settings(), stream)) {
            for (int n = 0; n < answers; n++) {
                log.answered(Door.DECIDE, null, Answers.deny(n), 0);
            }
            assertThat(dropped.sum()).isPositive();
            stuck.countDown();
        }
        assertThat(out.toString(UTF_8).lines().count() + dropped.sum()).isEqualTo(answers);
    }

    @Test
    void countsWhatABrokenStreamDoesNotTake() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        try (DecisionLog log = log(EVERYTHING, settings(), broken)) {
            log.answered(Door.DECIDE, null, Answers.deny(1), 0);
        }
        assertThat(dropped.sum()).isEqualTo(1);
    }

    private JsonNode line(Check check, Optional<TenantSettings> settings) throws IOException {
        try (DecisionLog log = log(EVERYTHING, settings, out)) {
            log.answered(Door.DECIDE, check, Answers.deny(7), 4_500);
        }
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private DecisionLog log(DecisionLogConfig config, Optional<TenantSettings> settings, OutputStream stream) {
        return new DecisionLog(config, tenant -> settings, CLOCK, stream, dropped);
    }

    private List<JsonNode> lines() throws JsonProcessingException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static Optional<TenantSettings> settings(String... sensitive) {
        TenantSettings defaults = TenantSettings.DEFAULTS;
        List<FieldPath> paths = List.of(sensitive).stream().map(FieldPath::of).toList();
        return Optional.of(new TenantSettings(
                null, ZoneOffset.UTC, Mode.ENFORCE, List.of(), List.of(), List.of(), paths, defaults.paths()));
    }
}
