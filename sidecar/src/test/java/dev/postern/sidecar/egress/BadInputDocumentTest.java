package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row under "Bad input" of docs/egress.md names a test that is there. */
class BadInputDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| .*\\| `([A-Za-z]+)\\.([A-Za-z0-9]+)` \\|$");

    @Test
    void itsTestsAreThere() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/egress.md"));
        String section = document.substring(document.indexOf("## Bad input"), document.indexOf("## Redaction"));
        List<MatchResult> rows = ROW.matcher(section).results().toList();
        assertThat(rows)
                .hasSize((int) section.lines()
                                .filter(line -> line.startsWith("|"))
                                .count()
                        - 2);
        for (MatchResult row : rows) {
            assertThat(source(row.group(1))).as(row.group()).contains("void " + row.group(2) + "(");
        }
    }

    private static String source(String test) throws IOException {
        for (String module : List.of("sidecar", "policy")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java/dev/postern"))) {
                List<Path> found =
                        files.filter(file -> file.endsWith(test + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        throw new AssertionError("no test " + test);
    }
}
