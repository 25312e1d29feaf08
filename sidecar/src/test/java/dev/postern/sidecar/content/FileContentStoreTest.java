package dev.postern.sidecar.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.Sha256;
import dev.postern.evidence.content.ArtifactType;
import dev.postern.evidence.content.Content;
import dev.postern.evidence.content.Retrieval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileContentStoreTest {

    private static final byte[] ABC = "abc".getBytes(UTF_8);
    private static final int MAX_BYTES = 1000;

    @TempDir
    private Path base = Path.of("");

    private final List<String> violations = new ArrayList<>();
    private FileContentStore store;

    @BeforeEach
    void open() throws IOException {
        store = open("receipt");
    }

    @Test
    void handsOutWhatWasPutAlsoToWhoOpensItAnew() throws IOException {
        ContentDigest digest = store.put(ABC);
        assertThat(store.get(digest)).isEqualTo(new Retrieval.Found(Content.of(ABC)));
        assertThat(open("receipt").get(digest)).isEqualTo(new Retrieval.Found(Content.of(ABC)));
        assertThat(open("other").get(digest)).isEqualTo(new Retrieval.Missing());
        assertThat(violations).isEmpty();
    }

    @Test
    void puttingAgainChangesNothing() throws IOException {
        ContentDigest digest = store.put(ABC);
        Object before = Files.getAttribute(store.path(digest), "unix:ino");
        assertThat(store.put(ABC)).isEqualTo(digest);
        assertThat(Files.getAttribute(store.path(digest), "unix:ino")).isEqualTo(before);
        assertThat(files()).containsExactly(digest.hex() + ".json");
    }

    @Test
    void neverHandsOutOtherBytesThanTheNameSays() throws IOException {
        ContentDigest digest = store.put(ABC);
        for (byte[] other : new byte[][] {"abd".getBytes(UTF_8), new byte[0], "abcd".getBytes(UTF_8)}) {
            violations.clear();
            Files.write(store.path(digest), other);
            assertThat(store.get(digest)).isInstanceOf(Retrieval.Corrupt.class);
            assertThat(violations).singleElement().asString().contains(digest.hex(), "another digest");
        }
    }

    @Test
    void puttingAgainMendsWhatIsCorrupt() throws IOException {
        ContentDigest digest = store.put(ABC);
        Files.writeString(store.path(digest), "x");
        store.put(ABC);
        assertThat(store.get(digest)).isEqualTo(new Retrieval.Found(Content.of(ABC)));
        assertThat(violations).hasSize(1);
    }

    @Test
    void neitherTakesNorReadsWhatIsTooLarge() throws IOException {
        assertThat(store.put(new byte[MAX_BYTES])).isNotNull();
        assertThatThrownBy(() -> store.put(new byte[MAX_BYTES + 1])).isInstanceOf(IllegalArgumentException.class);
        byte[] large = new byte[MAX_BYTES + 1];
        Files.write(store.path(Sha256.of(large)), large);
        assertThat(store.get(Sha256.of(large))).isInstanceOf(Retrieval.Corrupt.class);
        assertThat(violations).singleElement().asString().contains("more than 1000 bytes");
    }

    @Test
    void followsNoLink() throws IOException {
        Path elsewhere = Files.write(base.resolve("elsewhere"), ABC);
        Files.createSymbolicLink(store.path(Sha256.of(ABC)), elsewhere);
        assertThatThrownBy(() -> store.get(Sha256.of(ABC))).isInstanceOf(IOException.class);
    }

    @Test
    void aWriteThatFailedLeavesNothingBehind() throws IOException {
        Files.createDirectories(store.path(Sha256.of(ABC)).resolve("in the way"));
        assertThatThrownBy(() -> store.put(ABC)).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(Sha256.of(ABC).hex() + ".json");
    }

    @Test
    void keepsEveryArtefactOfMezWhereMezKeepsIt() throws IOException {
        int count = 0;
        for (JsonNode artefact : vectors()) {
            byte[] bytes = canonical(artefact.get("input").toString());
            ArtifactType type = Objects.requireNonNull(
                    ArtifactType.parse(artefact.get("artifact_type").textValue()));
            FileContentStore shelf =
                    FileContentStore.open(base.resolve("dist/artifacts"), type, MAX_BYTES, this::violated);
            ContentDigest digest = shelf.put(bytes);
            assertThat(base.resolve(artefact.get("expected_path").textValue()))
                    .isEqualTo(shelf.path(digest))
                    .hasBinaryContent(bytes);
            count++;
        }
        assertThat(count).isGreaterThan(4);
    }

    private FileContentStore open(String type) throws IOException {
        return FileContentStore.open(base, new ArtifactType(type), MAX_BYTES, this::violated);
    }

    private void violated(ContentDigest digest, String message) {
        violations.add(message);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(base.resolve("receipt"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static byte[] canonical(String json) {
        return CanonicalBytes.of(Objects.requireNonNull(
                        JsonParser.parse(json, JsonLimits.STRICT).valueOrNull()))
                .toByteArray();
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream in = FileContentStoreTest.class.getResourceAsStream("/vectors/mez/cas_digests.json")) {
            return new ObjectMapper().readTree(in).get("artifacts");
        }
    }
}
