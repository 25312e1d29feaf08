package dev.postern.sidecar.covenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.covenant.Covenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of one machine, each held to {@link StoreContract}. */
class StoresTest {

    @TempDir
    private Path directory = Path.of("");

    private final Covenant covenant = new Covenants(1).of("ops-secret", "agent-secret", Covenants.FIRST, "tag-secret");

    @Nested
    class InMemory extends StoreContract {
        @Override
        CovenantStore open() {
            return new MemoryStore(CLOCK);
        }
    }

    @Nested
    class InFiles extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return CovenantStores.files(directory.resolve("files"), Encryption.NONE, CLOCK);
        }
    }

    @Nested
    class SealedInFiles extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return CovenantStores.files(directory.resolve("files"), sealed(1), CLOCK);
        }
    }

    @Nested
    class InSqlite extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return CovenantStores.sqlite(directory.resolve("covenants.db"), Encryption.NONE, CLOCK);
        }
    }

    @Nested
    class SealedInSqlite extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return CovenantStores.sqlite(directory.resolve("covenants.db"), sealed(1), CLOCK);
        }
    }

    @Test
    void whatIsSealedTellsNothingButItsId() throws IOException {
        try (CovenantStore files = files(sealed(1));
                CovenantStore sqlite = sqlite(sealed(1))) {
            files.put(covenant);
            sqlite.put(covenant);
            files.list(CovenantFilter.ALL.issuedBy("ops-secret"));
            sqlite.list(CovenantFilter.ALL.issuedBy("ops-secret"));
        }
        for (byte[] written : everythingWritten()) {
            String text = new String(written, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("secret", "permit", "2026", covenant.signature(), covenant.nonce());
        }
        try (CovenantStore plain = files(Encryption.NONE)) {
            plain.put(new Covenants(2).of("ops-secret", "agent", Covenants.FIRST));
        }
        assertThat(everythingWritten().stream()
                        .map(each -> new String(each, StandardCharsets.ISO_8859_1))
                        .anyMatch(text -> text.contains("ops-secret")))
                .as("the same look finds it where nothing is sealed")
                .isTrue();
    }

    @Test
    void plainTextIsNotTakenForSealedNorOneCovenantForAnother() throws IOException {
        Covenant other = new Covenants(2).of("ops", "agent", Covenants.FIRST);
        try (CovenantStore plain = files(Encryption.NONE)) {
            plain.put(covenant);
        }
        try (CovenantStore sealed = files(sealed(1))) {
            assertThatIOException().isThrownBy(() -> sealed.get(covenant.id())).withMessageContaining("not sealed");
            sealed.put(List.of(covenant, other));
            assertThat(sealed.get(covenant.id())).isEqualTo(covenant);
            Files.copy(file(other), file(covenant), StandardCopyOption.REPLACE_EXISTING);
            assertThatIOException().isThrownBy(() -> sealed.get(covenant.id()));
            assertThatIOException().isThrownBy(() -> sealed.list(CovenantFilter.ALL));
        }
        try (CovenantStore stranger = files(sealed(2))) {
            assertThatIOException().isThrownBy(() -> stranger.get(other.id())).withMessageContaining("another key");
        }
        try (CovenantStore plain = files(Encryption.NONE)) {
            assertThatIOException().isThrownBy(() -> plain.get(other.id()));
        }
    }

    @Test
    void everyFlippedBitOfASealedDocumentIsRefused() throws IOException {
        Form form = new SealedForm(new byte[32], new SplittableRandom(1));
        byte[] body = form.close("id", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(form.open("id", body)).asString(StandardCharsets.UTF_8).isEqualTo("text");
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatIOException().isThrownBy(() -> form.open("id", flipped));
        }
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatIOException().isThrownBy(() -> form.open("id", cut));
        }
        assertThatIOException().isThrownBy(() -> form.open("di", body));
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedForm(new byte[16], new SplittableRandom(1)));
    }

    @Test
    void anotherProcessMayShareTheFiles() throws IOException {
        Covenant other = new Covenants(2).of("ops", "agent", Covenants.FIRST);
        try (CovenantStore one = files(Encryption.NONE);
                CovenantStore two = files(Encryption.NONE)) {
            one.put(covenant);
            assertThat(two.list(CovenantFilter.ALL)).containsExactly(covenant);
            two.put(other);
            assertThat(one.list(CovenantFilter.ALL.issuedBy("ops"))).containsExactly(other);
            one.delete(other.id());
            assertThat(two.list(CovenantFilter.ALL.issuedBy("ops"))).isEmpty();
        }
    }

    @Test
    void whatIsKeptLastsAndIsForItsOwnerOnly() throws IOException {
        try (CovenantStore store = sqlite(Encryption.NONE)) {
            store.put(covenant);
            assertThat(directory.resolve("covenants.db-wal"))
                    .as("a write-ahead log")
                    .exists();
        }
        try (CovenantStore store = sqlite(Encryption.NONE);
                CovenantStore files = files(Encryption.NONE)) {
            assertThat(store.get(covenant.id())).isEqualTo(covenant);
            files.put(covenant);
        }
        for (Path each : List.of(directory.resolve("covenants.db"), file(covenant))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
    }

    private List<byte[]> everythingWritten() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(StoresTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(Covenant kept) {
        return directory.resolve("files").resolve(kept.id() + ".covenant");
    }

    private CovenantStore files(Encryption encryption) throws IOException {
        return CovenantStores.files(directory.resolve("files"), encryption, StoreContract.CLOCK);
    }

    private CovenantStore sqlite(Encryption encryption) throws IOException {
        return CovenantStores.sqlite(directory.resolve("covenants.db"), encryption, StoreContract.CLOCK);
    }

    private static Encryption sealed(int fill) {
        byte[] key = new byte[Encryption.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return Encryption.by(key, new SplittableRandom(fill));
    }
}
