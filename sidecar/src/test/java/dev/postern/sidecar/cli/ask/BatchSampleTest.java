package dev.postern.sidecar.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern check --bundle F --batch -} answers the sample of the language's first implementation as it did. */
final class BatchSampleTest {

    private static final Path SAMPLE =
            Path.of("../policy/src/test/resources/vectors/stele/ccl-differential-sample.jsonl");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void answersAllThreeHundredAsTheOriginal() throws IOException {
        int answered = 0;
        for (String line : Files.readAllLines(SAMPLE)) {
            JsonNode sample = json.readTree(line);
            Path bundle = Files.writeString(
                    dir.resolve("sample.ccl"), sample.get("doc").textValue());

            Run run = Run.withInput(questions(sample), "check", "--bundle", bundle.toString(), "--batch", "-");

            assertThat(run.exit()).as(run.err()).isZero();
            List<String> expected = new ArrayList<>();
            for (JsonNode each : sample.get("cases")) {
                expected.add(told(each, each.get("line"), each.get("obligations")));
            }
            List<String> told = new ArrayList<>();
            for (String answer : run.lines()) {
                JsonNode node = json.readTree(answer);
                told.add(told(
                        node,
                        node.at("/rule/line"),
                        json.valueToTree(node.findValue("obligations").findValues("line"))));
            }
            assertThat(told).isEqualTo(expected);
            answered += told.size();
        }
        assertThat(answered).isEqualTo(300);
    }

    private String questions(JsonNode sample) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode each : sample.get("cases")) {
            ObjectNode question = json.createObjectNode();
            for (String field : List.of("id", "action", "resource", "context")) {
                question.set(field, each.get(field));
            }
            lines.append(question).append('\n');
        }
        return lines.toString();
    }

    private static String told(JsonNode answer, JsonNode line, JsonNode obligations) {
        return answer.get("id") + " " + answer.get("decision") + " " + line.asText("null") + " "
                + answer.get("severity").asText("null") + " " + obligations;
    }
}
