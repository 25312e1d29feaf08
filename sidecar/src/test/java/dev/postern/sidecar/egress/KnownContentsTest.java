package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.Scanner;
import dev.postern.egress.detect.TenantSecrets;
import dev.postern.egress.duplicate.ProtectedCorpus;
import dev.postern.egress.duplicate.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownContentsTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);

    @TempDir
    private Path directory;

    @Test
    void findsSecretsByDigestsFromAFile() throws IOException {
        String line = TenantSecrets.entry(KEY, "correct horse battery".getBytes(UTF_8))
                .line();
        KnownContents known = KnownContents.read(
                config(null, file("secrets", "# of ours\n\n" + line + "\n")), LiteralSearch.Engine.AUTOMATON);
        Scanner scanner = new Scanner(known.detectors(), ScanLimits.DEFAULTS, () -> 0);
        assertThat(scanner.scan("it is correct horse battery, really".getBytes(UTF_8))
                        .findings())
                .extracting(Finding::type)
                .containsExactly(FindingType.TENANT_SECRET);
        assertThat(line).doesNotContain("horse");
    }

    @Test
    void knowsCopiesBySignaturesFromAFile() throws IOException {
        String text = "The plan for the northern harbour is to be kept among us until the council has met. ".repeat(3);
        String line = new ProtectedCorpus.Protected("the plan", Signature.of(text.getBytes(UTF_8))).line();
        KnownContents known = KnownContents.read(config(file("corpus", line), null), LiteralSearch.Engine.AUTOMATON);
        assertThat(known.corpus().copied(text.toUpperCase(Locale.ROOT).getBytes(UTF_8)))
                .hasValueSatisfying(copy -> assertThat(copy.name()).isEqualTo("the plan"));
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        Path corpus = file("corpus", "# nothing\nAAAA name\n");
        assertThatThrownBy(() -> KnownContents.read(config(corpus, null), LiteralSearch.Engine.AUTOMATON))
                .isInstanceOf(IOException.class)
                .hasMessage(corpus + ":2:1: error: unreadable, expected a signature and a name");
        Path secrets = file("secrets", "300 00000000 " + "0".repeat(64));
        assertThatThrownBy(() -> KnownContents.read(config(null, secrets), LiteralSearch.Engine.AUTOMATON))
                .hasMessageContaining(secrets + ":1:1:");
    }

    @Test
    void refusesAKeyThatOthersMayReadOrThatIsShort() throws IOException {
        Path open = Files.write(directory.resolve("open"), KEY);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> KnownContents.key(open)).hasMessageContaining("0600");
        Path brief = Files.write(directory.resolve("brief"), new byte[15]);
        Files.setPosixFilePermissions(brief, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> KnownContents.key(brief)).hasMessageContaining("15 bytes");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private EgressConfig.Known config(@Nullable Path corpus, @Nullable Path secrets) throws IOException {
        Path key = Files.write(directory.resolve("key"), KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new EgressConfig.Known(List.of(), corpus, 80, secrets, secrets == null ? null : key);
    }
}
