package dev.postern.sidecar.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysCommandsTest {

    @TempDir
    private Path dir = Path.of("");

    private Path key = Path.of("");

    @BeforeEach
    void name() {
        key = dir.resolve("a key.pem");
    }

    @Test
    void aNewKeyIsReadableByItsOwnerAloneAndShownWithoutItsSecret() throws IOException {
        Run made = Run.of("keys", "generate", "--json", key.toString());

        assertThat(made.exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        JsonNode shown = Json.JSON.readTree(made.out());
        assertThat(shown.get("publicKey").asText()).hasSize(64);
        assertThat(shown.get("keyId").asText()).hasSize(32);
        assertThat(Run.of("keys", "show", "--json", key.toString()).out()).isEqualTo(made.out());
        String secret = Files.readString(key).lines().toList().get(1);
        assertThat(made.out() + made.err()).doesNotContain(secret);
    }

    @Test
    void aKeyIsNeverOverwritten() throws IOException {
        Run.of("keys", "generate", key.toString());
        String before = Files.readString(key);

        Run again = Run.of("keys", "generate", key.toString());

        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("exists");
        assertThat(Files.readString(key)).isEqualTo(before);
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        Run.of("keys", "generate", key.toString());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        Run shown = Run.of("keys", "show", key.toString());

        assertThat(shown.exit()).isEqualTo(2);
        assertThat(shown.err()).contains("rw-r-----").contains("expected 0600");
    }

    @Test
    void aFileThatHoldsNoKeyIsRefused() throws IOException {
        for (String text :
                new String[] {"", "hello", "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n"}) {
            Files.writeString(key, text);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            assertThat(Run.of("keys", "show", key.toString()).exit()).as(text).isEqualTo(2);
        }
        Files.write(key, new byte[100_000]);
        assertThat(Run.of("keys", "show", key.toString()).err()).contains("100000 bytes");
        assertThat(Run.of("keys", "show", dir.resolve("none").toString()).exit())
                .isEqualTo(3);
    }

    @Test
    void rotatingKeepsTheOldKeyUntilItsOverlapIsOver() throws IOException {
        String first = Run.of("keys", "generate", key.toString()).out();

        Run rotated = Run.of("keys", "rotate", key.toString());

        Path previous = dir.resolve("a key.pem.previous");
        assertThat(rotated.exit()).isZero();
        assertThat(rotated.out()).isNotEqualTo(first);
        assertThat(Run.of("keys", "show", key.toString()).out()).isEqualTo(rotated.out());
        assertThat(Run.of("keys", "show", previous.toString()).out()).isEqualTo(first);
        assertThat(Run.of("keys", "rotate", key.toString()).exit()).isEqualTo(2);
        Files.delete(previous);
        assertThat(Run.of("keys", "rotate", key.toString()).exit()).isZero();
        assertThat(Run.of("keys", "show", previous.toString()).out()).isEqualTo(rotated.out());
    }
}
