package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.sidecar.cli.PosternCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code postern demo}, with the sidecar it really starts. */
final class DemoIT {

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Logger root = (Logger) org.slf4j.LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
        root.setLevel(level);
    }

    @Test
    void everyAnswerIsAsTheTourSays() {
        assertThat(demo()).as(this::text).isZero();

        assertThat(text())
                .contains("a sidecar answers on 127.0.0.1:", "ALLOW", "DENY", "nearest miss: ", "refused:")
                .contains("  verified: ", " receipts under ", ", 0 missing", "\u2014 postern.local/")
                .contains("that was the tour");
    }

    @Test
    void printsOnlyTheAnswersAsJsonWhenAsked() throws IOException {
        assertThat(demo("--json")).as(this::text).isZero();

        List<String> lines = text().lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode answer = json.readTree(lines.get(i));
            assertThat(answer.path("id").asText()).isEqualTo(Integer.toString(i + 1));
            assertThat(answer.path("decision").asText()).isIn("ALLOW", "DENY");
        }
    }

    private static int demo(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "demo";
        System.arraycopy(options, 0, command, 1, options.length);
        return PosternCommand.run(new Launcher(Map.of()), command);
    }

    private String text() {
        return printed.toString(UTF_8);
    }
}
