package dev.postern.covenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.Hex;
import dev.postern.crypto.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents made by the source system verify here, and those made here are the same to the byte. */
class CovenantVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOW = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void checksAnswerAsInTheVector(String name, JsonNode vector) {
        Covenant covenant = Covenants.read(
                CovenantReader.read(Covenants.json(vector.at("/input/document").toString())));

        Verification verification = CovenantVerifier.verify(covenant, NOW);

        JsonNode expected = vector.get("expected");
        assertThat(verification.valid()).isEqualTo(expected.get("valid").asBoolean());
        List<String> failed = new ArrayList<>();
        expected.path("failed_checks").forEach(check -> failed.add(check.asText()));
        assertThat(verification.failed()).extracting(Verification.Finding::name).isEqualTo(failed);
        if (expected.has("checks")) {
            List<String> names = new ArrayList<>();
            expected.get("checks").forEach(check -> names.add(check.get("name").asText()));
            assertThat(verification.findings())
                    .extracting(Verification.Finding::name)
                    .isEqualTo(names);
        }
    }

    @Test
    void aDocumentSignedHereIsTheVectorsToTheByte() throws IOException {
        JsonNode expected = vector("covenant", "build-basic").get("expected");
        CovenantDraft draft = Covenants.draft("permit read on '/data/**'\ndeny delete on '/system/**'");
        JsonNode built = JSON.readTree(expected.get("canonical_form").asText());

        Covenant covenant = Covenants.read(CovenantSigner.sign(
                draft,
                Covenants.ISSUER,
                expected.get("nonce").asText(),
                built.get("createdAt").asText()));

        assertThat(new String(covenant.canonical().toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(expected.get("canonical_form").asText());
        assertThat(covenant.id()).isEqualTo(expected.get("id").asText());
        assertThat(covenant.signature()).isEqualTo(expected.get("signature").asText());
    }

    @Test
    void aCountersignatureIsTheVectorsToTheByte() throws IOException {
        Covenant covenant = Covenants.read(CovenantReader.read(Covenants.json(
                vector("covenant", "verify-valid").at("/input/document").toString())));
        JsonNode vector = vector("covenant", "countersign");

        Covenant countersigned =
                Covenants.read(CovenantSigner.countersign(covenant, Covenants.AUDITOR, "auditor", Covenants.NOW));

        assertThat(countersigned.countersignatures()).hasSize(1);
        assertThat(countersigned.countersignatures().get(0).signature())
                .isEqualTo(vector.at("/expected/countersignature_signature").asText());
        assertThat(CovenantVerifier.verify(countersigned, NOW).valid()).isTrue();
    }

    @Test
    void hashesOfCanonicalFormsAreTheVectors() throws IOException {
        int checked = 0;
        for (JsonNode vector : vectors("crypto")) {
            if (vector.at("/input/object").isObject()) {
                String canonical = vector.at("/expected/canonical").asText();
                EcmaBytes bytes =
                        EcmaBytes.of(Covenants.json(vector.at("/input/object").toString()));
                assertThat(new String(bytes.toByteArray(), StandardCharsets.UTF_8))
                        .isEqualTo(canonical);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void keysOfTheVectorsAreTheirSeeds() throws IOException {
        JsonNode input = vector("covenant", "build-basic").get("input");
        byte[] seed = Hex.parse(input.get("signerPrivateKey").asText(), SigningKey.SEED_BYTES);

        assertThat(SigningKey.ofSeed(Objects.requireNonNull(seed)).publicKey().hex())
                .isEqualTo(input.at("/issuer/publicKey").asText());
    }

    static Stream<Arguments> documents() throws IOException {
        return vectors("covenant").stream()
                .filter(vector -> vector.at("/input/document").isObject())
                .map(vector -> Arguments.of(vector.get("name").asText(), vector));
    }

    private static JsonNode vector(String category, String name) throws IOException {
        return vectors(category).stream()
                .filter(vector -> vector.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> vectors(String category) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CovenantVectorsTest.class.getResourceAsStream("/vectors/stele/canonical-vectors.HEAD.json"))) {
            return StreamSupport.stream(
                            JSON.readTree(in).at("/vectors/" + category).spliterator(), false)
                    .toList();
        }
    }
}
