package dev.postern.sidecar.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.covenant.Encryption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys do not show what they are made of, whatever is printed of them. */
class SecretsTest {

    private static final byte[] SEED = seed();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void nothingThatHoldsAKeyPrintsIt() throws Exception {
        Path file = written("key.pem", KeyEncoding.printPrivatePem(SEED), "rw-------");
        for (Object holder :
                new Object[] {SigningKey.ofSeed(SEED), KeyFile.read(file), Encryption.by(SEED, new SplittableRandom(1))
                }) {
            assertTellsNothing(holder.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void aKeyThatOthersMayTouchIsRefusedWithoutBeingShown(String mode) throws IOException {
        Path file = written("key.pem", KeyEncoding.printPrivatePem(SEED), mode);
        assertThatExceptionOfType(BadKeyFileException.class)
                .isThrownBy(() -> KeyFile.read(file))
                .satisfies(refusal -> assertTellsNothing(String.valueOf(refusal.getMessage())))
                .withMessageContaining("expected 0600");
    }

    @ParameterizedTest
    @CsvSource({
        "r--r-----, root, postern, true",
        "rw-r-----, root, postern, true",
        "rw-r-----, root, root, false",
        "r--r-----, postern, postern, false",
        "rw-rw----, root, postern, false",
        "r--r--r--, root, postern, false",
        "rw-------, postern, postern, true",
        "r--------, postern, postern, true"
    })
    void aMountedSecretOfRootIsForTheGroupOfAProcessThatIsNot(String mode, String owner, String user, boolean good) {
        assertThat(PrivateFile.isPrivate(PosixFilePermissions.fromString(mode), owner, user))
                .isEqualTo(good);
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingShown() throws IOException {
        byte[] broken = Arrays.copyOf(KeyEncoding.printPrivatePem(SEED), 90);
        Path file = written("key.pem", broken, "rw-------");
        assertThatExceptionOfType(BadKeyFileException.class)
                .isThrownBy(() -> KeyFile.read(file))
                .satisfies(refusal -> assertTellsNothing(String.valueOf(refusal.getMessage())));
    }

    @Test
    void anOverlapIsEndedBeforeTheNextRotation() throws Exception {
        Path file = written("key.pem", KeyEncoding.printPrivatePem(SEED), "rw-------");
        Path previous = directory.resolve("key.pem.previous");
        SigningKey fresh = KeyFile.rotate(file, previous, new SplittableRandom(3));
        assertThat(KeyFile.read(file).publicKey()).isEqualTo(fresh.publicKey());
        assertThat(KeyFile.read(previous).publicKey())
                .isEqualTo(SigningKey.ofSeed(SEED).publicKey());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> KeyFile.rotate(file, previous, new SplittableRandom(4)));
        Files.delete(previous);
        KeyFile.rotate(file, previous, new SplittableRandom(4));
        assertThat(KeyFile.read(previous).publicKey()).isEqualTo(fresh.publicKey());
    }

    private Path written(String name, byte[] bytes, String mode) throws IOException {
        Path file = Files.write(directory.resolve(name), bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void assertTellsNothing(String text) {
        assertThat(text)
                .doesNotContain(HexFormat.of().formatHex(SEED, 0, 8))
                .doesNotContain(HexFormat.of().withUpperCase().formatHex(SEED, 0, 8))
                .doesNotContain(Base64.getEncoder().encodeToString(Arrays.copyOfRange(SEED, 3, 15)))
                .doesNotContain(Arrays.toString(Arrays.copyOf(SEED, 4)).replace("]", ""))
                .doesNotContain("PRIVATE KEY")
                .doesNotContain(new String(SEED, StandardCharsets.ISO_8859_1));
    }

    private static byte[] seed() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        new SplittableRandom(5).nextBytes(seed);
        return seed;
    }
}
