package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The source system's vectors, as far as the language alone can answer them. */
class VectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void patternsMatchAsInTheVectors() throws IOException {
        int checked = 0;
        for (JsonNode vector : vectors("ccl")) {
            JsonNode input = vector.get("input");
            if (!input.has("pattern")) {
                continue;
            }
            String pattern = input.get("pattern").asText();
            boolean matches = input.has("action")
                    ? new ActionPattern(pattern).matches(input.get("action").asText())
                    : new ResourcePattern(pattern).matches(input.get("resource").asText());
            assertThat(matches)
                    .as(name(vector))
                    .isEqualTo(vector.at("/expected/matches").asBoolean());
            checked++;
        }
        assertThat(checked).isEqualTo(13);
    }

    @Test
    void statementsAreWrittenAsInTheVectors() throws IOException {
        int checked = 0;
        for (JsonNode vector : vectors("ccl")) {
            if (vector.at("/expected/serialized").isTextual()) {
                Document document = ParserTest.parsed(vector.at("/input/source").asText());
                assertThat(Formatter.format(document.statements().get(0)))
                        .as(name(vector))
                        .isEqualTo(vector.at("/expected/serialized").asText());
                checked++;
            }
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void narrowingFindsTheViolationsOfTheVectors() throws IOException {
        for (JsonNode vector : vectors("chain")) {
            Document parent =
                    ParserTest.parsed(vector.at("/input/parentConstraints").asText());
            Document child =
                    ParserTest.parsed(vector.at("/input/childConstraints").asText());
            List<String> messages = Narrowing.violations(parent, child).stream()
                    .map(Violation::message)
                    .toList();
            List<String> expected = new ArrayList<>();
            vector.at("/expected/violation_reasons").forEach(reason -> expected.add(reason.asText()));
            assertThat(messages).as(name(vector)).isEqualTo(expected);
            assertThat(messages).hasSize(vector.at("/expected/violations_count").asInt());
        }
    }

    @Test
    void everyDocumentOfTheVectorsParsesAndKeepsItsMeaningWhenFormatted() throws IOException {
        List<String> sources = new ArrayList<>();
        vectors("ccl").forEach(vector -> {
            if (vector.at("/input/source").isTextual()) {
                sources.add(vector.at("/input/source").asText());
            }
        });
        for (String line : resource("ccl-differential-sample.jsonl").lines().toList()) {
            sources.add(JSON.readTree(line).get("doc").asText());
        }
        assertThat(sources).hasSizeGreaterThan(25);
        for (String source : sources) {
            Document document = ParserTest.parsed(source);
            assertThat(Spans.without(ParserTest.parsed(Formatter.format(document))))
                    .isEqualTo(Spans.without(document));
        }
    }

    private static String name(JsonNode vector) {
        return vector.get("name").asText();
    }

    private static JsonNode vectors(String category) throws IOException {
        return JSON.readTree(resource("canonical-vectors.HEAD.json")).at("/vectors/" + category);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/stele/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
