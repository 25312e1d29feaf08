package dev.postern.sidecar.cli.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EgressScanCommandTest {

    private static final String SECRET = "password = \"h4nter2x\"\n";

    @TempDir
    private Path directory;

    @Test
    void blocksASecretAndNeverShowsIt() throws Exception {
        Run run = Run.of("egress", "scan", "--explain", file("a.env", "# one\n" + SECRET));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(run.out())
                .contains(":2:13  password  secret.password  85 %  bytes 18..26")
                .contains("password = \"********")
                .endsWith("BLOCK  1 findings in 1 of 1 files\n")
                .doesNotContain("h4nter2x");
    }

    @Test
    void findsTheSameByAnyEngine() throws Exception {
        String file = file("a.env", ("# " + "of a shop ".repeat(200) + "\n").repeat(20) + SECRET);
        String found = Run.of("egress", "scan", "--json", file).out();
        assertThat(Run.of("egress", "scan", "--json", "--engine", "auto", file).out())
                .isEqualTo(found);
        assertThat(Run.of("egress", "scan", "--engine", "python", file).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void redactsPersonalDataWithoutFailing() throws Exception {
        Run run = Run.of("egress", "scan", file("a.txt", "write to jane@acme.org"));
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).contains("email").contains("REDACT  1 findings in 1 of 1 files");
    }

    @Test
    void allowsWhatIsClean() throws Exception {
        Run run = Run.of("egress", "scan", file("a.txt", "nothing to see"), file("b.txt", ""));
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).isEqualTo("ALLOW  0 findings in 0 of 2 files\n");
    }

    @Test
    void tellsPlacesInALongContentFromStandardInput() throws Exception {
        String text = "line of text\n".repeat(20_000) + "  " + SECRET;
        Run run = Run.withInput(text, "egress", "scan", "--json", "-");
        JsonNode finding = Json.JSON.readTree(run.out()).at("/files/0/findings/0");
        assertThat(finding.get("line").asLong()).isEqualTo(20_001);
        assertThat(finding.get("column").asLong()).isEqualTo(15);
        assertThat(finding.get("start").asLong()).isEqualTo(20_000 * 13 + 14);
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
    }

    @Test
    void masksTheNeighboursOfAFindingToo() throws Exception {
        Run run = Run.of("egress", "scan", "--explain", file("a.txt", "jane@acme.org and joe@acme.org"));
        assertThat(run.out()).contains("[EMAIL_REDACTED] and ********").doesNotContain("jane@");
    }

    @Test
    void blocksWhatIsNotSeenWhole() throws Exception {
        Run run = Run.of("egress", "scan", "--max-findings", "2", file("a.txt", "a@b.de ".repeat(5)));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(run.out()).contains("incomplete: findings");
    }

    @Test
    void refusesADirectoryAndAMissingFile() {
        assertThat(Run.of("egress", "scan", directory.toString()).exit()).isEqualTo(Exit.USAGE);
        assertThat(Run.of("egress", "scan", directory.resolve("none").toString())
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
