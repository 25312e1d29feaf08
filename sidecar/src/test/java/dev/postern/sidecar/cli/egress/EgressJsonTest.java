package dev.postern.sidecar.cli.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks and other programs read, byte for byte as it was. */
class EgressJsonTest {

    private static final String KEY = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        write("a.env", "# one\npassword = \"h4nter2x\"\n");
        write("b.txt", "to jane@acme.org\né d3JpdGUgdG8gamFuZUBhY21lLm9yZyB0b2RheQ==\n");
        write("c.txt", "");
        write("certificate.json", golden("certificate.json"));
    }

    @Test
    void scan() throws IOException {
        Run run = run("scan", "--json", path("a.env"), path("b.txt"), path("c.txt"));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(told(run)).isEqualTo(golden("scan.json"));
    }

    @Test
    void scanExplained() throws IOException {
        Run run = run("scan", "--json", "--explain", path("a.env"), path("b.txt"), path("c.txt"));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(told(run)).isEqualTo(golden("scan-explained.json"));
    }

    @Test
    void scanIncomplete() throws IOException {
        Run run = run("scan", "--json", "--max-findings", "1", path("b.txt"));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(told(run)).isEqualTo(golden("scan-incomplete.json"));
    }

    @Test
    void verifyValid() throws IOException {
        Run run = run("verify", "--json", "--key", KEY, path("certificate.json"));
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(told(run)).isEqualTo(golden("verify-valid.json"));
    }

    @Test
    void verifyInvalid() throws IOException {
        Run run = run("verify", "--json", "--key", KEY, "--content", path("a.env"), path("certificate.json"));
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        assertThat(told(run)).isEqualTo(golden("verify-invalid.json"));
    }

    private static Run run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "egress";
        System.arraycopy(words, 0, all, 1, words.length);
        return Run.of(all);
    }

    private String told(Run run) {
        return run.out().replace(directory + "/", "");
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = EgressJsonTest.class.getResourceAsStream("/cli/egress/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
