package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.ccl.Effect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as the language's first implementation does. */
class SteleVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "/vectors/stele/";

    static Stream<Named> evaluations() throws IOException {
        return canonical("evaluate-");
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void evaluatesAsTheOriginal(Named vector) {
        JsonNode input = vector.node.get("input");
        JsonNode expected = vector.node.get("expected");
        Template template = Checks.decide(
                Checks.program(input.get("source").textValue()),
                Checks.check(
                        input.get("action").textValue(),
                        input.get("resource").textValue(),
                        input.hasNonNull("context") ? Json.fields(input.get("context")) : java.util.Map.of()));
        assertThat(template.outcome() == Outcome.ALLOW)
                .isEqualTo(expected.get("permitted").booleanValue());
        assertThat(template.rule() == null).isEqualTo(!expected.hasNonNull("matchedRule"));
        if (template.rule() != null) {
            String effect = expected.get("matchedRule").get("type").textValue();
            assertThat(template.rule().text())
                    .startsWith(Effect.valueOf(effect.toUpperCase(Locale.ROOT)).word());
        }
    }

    static Stream<Named> rateLimits() throws IOException {
        return canonical("rate-limit-");
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void admitsWhatIsLeftOfALimitAsTheOriginal(Named vector) {
        JsonNode input = vector.node.get("input");
        String action = input.get("action").textValue();
        long start = input.get("periodStartMs").longValue();
        long now = input.get("nowMs").longValue();
        Program program = Checks.program(input.get("source").textValue());
        LimitCounters counters = new LimitCounters(10);
        for (int i = 0; i < input.get("currentCount").intValue(); i++) {
            program.admit(Checks.at(start, action, "/"), counters);
        }
        int left = 0;
        while (program.admit(Checks.at(now, action, "/"), counters) == null) {
            left++;
        }
        JsonNode expected = vector.node.get("expected");
        assertThat(left).isEqualTo(expected.get("remaining").intValue());
        assertThat(left == 0).isEqualTo(expected.get("exceeded").booleanValue());
    }

    @Test
    void decidesTheSampleAsTheOriginal() throws IOException {
        int checked = 0;
        for (String line : lines("ccl-differential-sample.jsonl")) {
            JsonNode sample = JSON.readTree(line);
            Program program = Checks.program(sample.get("doc").textValue());
            for (JsonNode expected : sample.get("cases")) {
                Template template = Checks.decide(
                        program,
                        Checks.check(
                                expected.get("action").textValue(),
                                expected.get("resource").textValue(),
                                Json.fields(expected.get("context"))));
                assertThat(told(template)).as(expected.get("id").textValue()).isEqualTo(told(expected));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(300);
    }

    private static String told(Template template) {
        return template.outcome() + " "
                + (template.rule() == null ? null : template.rule().line()) + " "
                + (template.severity() == null ? null : template.severity().word()) + " "
                + template.obligations().stream().map(RuleRef::line).toList();
    }

    private static String told(JsonNode expected) {
        List<Integer> obligations = new ArrayList<>();
        expected.get("obligations").forEach(line -> obligations.add(line.intValue()));
        return expected.get("decision").textValue() + " " + expected.get("line").asText("null") + " "
                + expected.get("severity").asText("null") + " " + obligations;
    }

    private static Stream<Named> canonical(String prefix) throws IOException {
        try (InputStream file = open("canonical-vectors.HEAD.json")) {
            List<Named> found = new ArrayList<>();
            JSON.readTree(file).get("vectors").get("ccl").forEach(vector -> {
                if (vector.get("name").textValue().startsWith(prefix)) {
                    found.add(new Named(vector.get("name").textValue(), vector));
                }
            });
            assertThat(found).isNotEmpty();
            return found.stream();
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(SteleVectorsTest.class.getResourceAsStream(FOLDER + name));
    }

    record Named(String name, JsonNode node) {
        @Override
        public String toString() {
            return name;
        }
    }
}
