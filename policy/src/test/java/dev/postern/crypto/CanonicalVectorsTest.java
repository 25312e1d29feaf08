package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The MEZ vectors, parsed by our parser from the text another JSON library prints of them. */
class CanonicalVectorsTest {

    @Test
    void everyVectorHasItsTextAndItsDigest() throws IOException {
        JsonNode vectors = vectors("canonical_bytes.json").get("vectors");
        for (JsonNode vector : vectors) {
            CanonicalBytes bytes =
                    CanonicalBytes.of(Jsons.strict(vector.get("input").toString()));
            String name = vector.get("name").asText();
            assertThat(new String(bytes.toByteArray(), UTF_8))
                    .as(name)
                    .isEqualTo(vector.get("mcf_canonical").asText());
            assertThat(bytes.digest().hex())
                    .as(name)
                    .isEqualTo(vector.get("mcf_sha256").asText());
        }
        assertThat(vectors).hasSize(32);
    }

    @Test
    void everyFloatIsRefusedByItsType() throws IOException {
        JsonNode floats = vectors("canonical_bytes.json").get("must_reject_float");
        for (JsonNode document : floats) {
            assertThat(Jsons.error(document.toString()).kind()).isEqualTo(JsonError.Kind.NOT_AN_INTEGER);
        }
        assertThat(floats).hasSize(5);
    }

    @Test
    void everyArtifactHasItsTextAndItsDigest() throws IOException {
        JsonNode artifacts = vectors("cas_digests.json").get("artifacts");
        for (JsonNode artifact : artifacts) {
            CanonicalBytes bytes =
                    CanonicalBytes.of(Jsons.strict(artifact.get("input").toString()));
            assertThat(new String(bytes.toByteArray(), UTF_8))
                    .isEqualTo(artifact.get("canonical_utf8").asText());
            assertThat(bytes.digest().hex())
                    .isEqualTo(artifact.get("sha256_digest").asText());
        }
        assertThat(artifacts.size()).isPositive();
    }

    private static JsonNode vectors(String file) throws IOException {
        try (InputStream in = CanonicalVectorsTest.class.getResourceAsStream("/vectors/mez/" + file)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
