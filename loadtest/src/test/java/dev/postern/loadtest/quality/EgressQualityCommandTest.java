package dev.postern.loadtest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EgressQualityCommandTest {

    private static final String MAIL =
            "{\"text\":\"to ada@lovelace.org\",\"findings\":[{\"type\":\"email\",\"start\":3,\"end\":19}],\"kind\":\"mail\"}\n";
    private static final String MISSED =
            "{\"text\":\"unknown42\",\"findings\":[{\"type\":\"api_key\",\"start\":0,\"end\":9}]}\n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsARowForEachType() throws IOException {
        assertThat(run("--cases", file(MAIL + MISSED))).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "| email | 1 | 1.000 | 1.000 | 1.000 |",
                        "| api_key | 1 | 0.000 | 0.000 | – |",
                        "| all | 2 | 0.500 | 0.500 | 1.000 |");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsARowForEachKind() throws IOException {
        assertThat(run("--by-kind", "--cases", file(MAIL + MISSED))).isZero();
        assertThat(out.toString().lines())
                .contains("| mail | 1 | 1.000 | 1.000 | 0 |", "| other | 1 | 0.000 | 0.000 | 0 |");
    }

    @Test
    void saysWhereSomethingWasMissedButNotWhat() throws IOException {
        assertThat(run("--show-missed", "--cases", file(MAIL + MISSED))).isZero();
        assertThat(err.toString().strip()).isEqualTo("missed api_key in other, line 2, bytes 0..9");
    }

    @Test
    void saysWhatWasMissedWhereAsked() throws IOException {
        assertThat(run("--show-texts", "--cases", file(MISSED))).isZero();
        assertThat(err.toString().strip()).endsWith("bytes 0..9: unknown42");
    }

    @Test
    void refusesAFileThatIsNone() throws IOException {
        String file = file(MAIL + "{\"text\":1}\n");
        assertThat(run("--cases", file)).isEqualTo(2);
        assertThat(err.toString()).startsWith(file + ":2: case.text is refused, expected a string");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAFileThatIsNotThere() {
        String none = directory.resolve("none").toString();
        assertThat(run("--cases", none)).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(none + ": cannot be read");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("cases.jsonl"), new byte[] {'{', (byte) 0xff, '}'});
        assertThat(run("--cases", file.toString())).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(file + ": is not UTF-8");
    }

    @Test
    void countsWhatIsFoundInFiles() throws IOException {
        Files.writeString(directory.resolve("a.txt"), "ada@lovelace.org " + "x ".repeat(491_500));
        assertThat(run("--each", "1", directory.resolve("a.txt").toString())).isZero();
        assertThat(out.toString()).contains("a.txt | 1.0 | 1.0 | 0.00 | email 1 |");
    }

    private String file(String lines) throws IOException {
        return Files.writeString(directory.resolve("cases.jsonl"), lines).toString();
    }

    private int run(String... arguments) {
        return new CommandLine(new EgressQualityCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
