package dev.postern.evidence.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryContentStoreTest {

    private final MemoryContentStore store = new MemoryContentStore();

    @Test
    void handsOutWhatWasPut() {
        byte[] bytes = "abc".getBytes(UTF_8);
        ContentDigest digest = store.put(bytes);
        bytes[0] = 'x';
        assertThat(digest).isEqualTo(Sha256.of("abc".getBytes(UTF_8)));
        assertThat(store.get(digest)).isEqualTo(new Retrieval.Found(Content.of("abc".getBytes(UTF_8))));
        assertThat(store.put("abc".getBytes(UTF_8))).isEqualTo(digest);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(store.get(ContentDigest.ZERO)).isEqualTo(new Retrieval.Missing());
    }

    @Test
    void contentIsOnlyWhatItsDigestSays() {
        byte[] bytes = "abc".getBytes(UTF_8);
        assertThat(Content.claimed(Sha256.of(bytes), bytes)).isEqualTo(Content.of(bytes));
        assertThat(Content.claimed(ContentDigest.ZERO, bytes)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"receipt, receipt", "' VC ', vc", "transition-types, transition-types", "0, 0"})
    void typesAreTrimmedAndLowerCase(String text, String name) {
        assertThat(ArtifactType.parse(text)).isEqualTo(new ArtifactType(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "a/b", "..", "a_b", "a.b", "\u00e4", "a b"})
    void otherTypesAreNone(String text) {
        assertThat(ArtifactType.parse(text)).isNull();
        assertThat(ArtifactType.parse("a".repeat(64))).isNotNull();
        assertThat(ArtifactType.parse("a".repeat(65))).isNull();
    }
}
