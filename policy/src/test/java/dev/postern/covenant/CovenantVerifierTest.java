package dev.postern.covenant;

import static dev.postern.covenant.Covenants.NOW;
import static dev.postern.covenant.Covenants.draft;
import static dev.postern.covenant.Covenants.read;
import static dev.postern.covenant.Covenants.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonDecimal;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CovenantVerifierTest {

    private static final String POLICY = "permit read on '/data/**'";

    @Test
    void expiresAtTheMillisecondItSays() {
        Covenant covenant = signed(draft(POLICY).expiring("2026-03-02T00:00:00.000Z"));
        long end = NOW.toEpochMilli() + 86_400_000;

        assertThat(failed(covenant, end - 1)).isEmpty();
        assertThat(failed(covenant, end)).containsExactly("not_expired");
    }

    @Test
    void isActiveFromTheMillisecondItSays() {
        Covenant covenant = signed(draft(POLICY).activating("2026-03-02T01:00:00+01:00"));
        long start = NOW.toEpochMilli() + 86_400_000;

        assertThat(failed(covenant, start - 1)).containsExactly("active");
        assertThat(failed(covenant, start)).isEmpty();
    }

    @Test
    void anUnreadableTimePassesNeitherCheckOfTime() {
        Covenant covenant = altered("expiresAt", new JsonString("tomorrow"));
        assertThat(failed(covenant, 0)).contains("not_expired");

        covenant = altered("activatesAt", new JsonString("2026-13-01T00:00:00Z"));
        assertThat(failed(covenant, Long.MAX_VALUE)).contains("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforcement", "proof"})
    void anUnknownTypeOfEnforcementOrProofFails(String member) {
        Json unknown = JsonObject.builder().put("type", "hope").build();

        assertThat(failed(altered(member, unknown), NOW.toEpochMilli())).contains(member + "_valid");
        assertThat(failed(altered(member, new JsonString("composite")), NOW.toEpochMilli()))
                .contains(member + "_valid");
        Json known = JsonObject.builder().put("type", "composite").build();
        assertThat(failed(signed(draft(POLICY).with(member, known)), NOW.toEpochMilli()))
                .isEmpty();
    }

    @Test
    void aDepthOutsideOneToSixteenFails() {
        for (Json depth : List.of(
                new JsonInteger(0),
                new JsonInteger(17),
                new JsonInteger(Long.MAX_VALUE),
                new JsonDecimal(1.5),
                new JsonString("1"))) {
            Json chain = JsonObject.builder()
                    .put("parentId", Covenants.nonce(1))
                    .put("relation", "delegates")
                    .put("depth", depth)
                    .build();
            assertThat(failed(altered("chain", chain), NOW.toEpochMilli()))
                    .as(depth.print())
                    .contains("chain_depth");
        }
    }

    @Test
    void constraintsThatAreNoPolicyFail() {
        assertThat(failed(altered("constraints", new JsonString("allow everything")), NOW.toEpochMilli()))
                .contains("ccl_parses");
        String thousandAndOne = "permit read on '/a'\n".repeat(1001);
        assertThat(failed(altered("constraints", new JsonString(thousandAndOne)), NOW.toEpochMilli()))
                .contains("ccl_parses");
    }

    @Test
    void aDocumentOfMoreThanAMebibyteFails() {
        Json padding = JsonObject.builder().put("pad", "x".repeat(1 << 20)).build();

        assertThat(failed(altered("metadata", padding), NOW.toEpochMilli())).contains("document_size");
    }

    @Test
    void countsTheBytesOfTheWholeDocument() {
        Covenant covenant = read(CovenantSigner.countersign(signed(draft(POLICY)), Covenants.AUDITOR, "auditor", NOW));

        assertThat(covenant.size()).isEqualTo(EcmaBytes.of(covenant.json()).size());
        assertThat(signed(draft(POLICY)).size())
                .isEqualTo(EcmaBytes.of(signed(draft(POLICY)).json()).size());
    }

    @Test
    void aNonceOfAnythingButSixtyFourHexadecimalDigitsFails() {
        for (String nonce : List.of("", "00", Covenants.nonce(1) + "0", "g".repeat(64), "０".repeat(64))) {
            assertThat(failed(altered("nonce", new JsonString(nonce)), NOW.toEpochMilli()))
                    .as(nonce)
                    .contains("nonce_present");
        }
        assertThat(failed(altered("nonce", new JsonString("AB".repeat(32))), NOW.toEpochMilli()))
                .doesNotContain("nonce_present");
    }

    @Test
    void everyChangeOfASignedMemberIsNoticed() {
        Covenant covenant = signed(draft(POLICY).named("n", List.of("t")).expiring("2027-01-01T00:00:00Z"));
        for (String member : covenant.json().members().keySet()) {
            JsonObject less = covenant.json().without(member);
            CovenantResult result = CovenantReader.read(less);
            boolean noticed = result instanceof CovenantResult.Refused
                    || !CovenantVerifier.verify(read(result), NOW.toEpochMilli())
                            .valid();
            assertThat(noticed).as(member).isTrue();
        }
    }

    @Test
    void aForgedCountersignatureFailsTheDocument() {
        Covenant covenant = read(CovenantSigner.countersign(signed(draft(POLICY)), Covenants.AUDITOR, "auditor", NOW));
        String forged = covenant.print()
                .replace(
                        Covenants.AUDITOR.publicKey().hex(),
                        Covenants.ISSUER.publicKey().hex());
        Covenant other = read(CovenantReader.read(Covenants.json(forged.replace("\"publicKey\":\"x\"", ""))));

        assertThat(failed(other, NOW.toEpochMilli())).containsExactly("countersignatures");
    }

    @Test
    void warnsOfWhatIsMissingAndIsStrictOnDemand() {
        Verification verification = CovenantVerifier.verify(signed(draft(POLICY)), NOW.toEpochMilli());

        assertThat(verification.valid()).isTrue();
        assertThat(verification.warnings())
                .containsExactly("Document has no metadata", "Document has no expiration date");
        assertThat(verification.strict().valid()).isFalse();
    }

    @Test
    void resigningKeepsTheTimeAndDropsCountersignatures() {
        Covenant before = read(CovenantSigner.countersign(signed(draft(POLICY)), Covenants.AUDITOR, "auditor", NOW));

        Covenant after = read(CovenantSigner.resign(before, Covenants.ISSUER, new SplittableRandom(8)));

        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(after.nonce()).isNotEqualTo(before.nonce());
        assertThat(after.countersignatures()).isEmpty();
        assertThat(failed(after, NOW.toEpochMilli())).isEmpty();
    }

    @Test
    void aDraftOfWhichNoValidDocumentCanBeMadeIsRefused() {
        assertThat(refusal(draft(""))).contains("empty");
        assertThat(refusal(draft(POLICY).expiring("soon"))).contains("'soon' is no time");
        assertThat(refusal(new CovenantDraft(JsonObject.EMPTY))).contains("issuer");
        assertThat(refusal(draft(POLICY).with("proof", JsonObject.EMPTY))).contains("proof.type");
    }

    @Test
    void readingRefusesWhatIsNoDocumentAndSaysWhere() {
        assertThat(problem("[]")).contains("expected an object");
        assertThat(problem("{")).contains("byte 1");
        assertThat(problem("{}")).contains("version");
        Covenant good = signed(draft(POLICY));
        assertThat(problem(good.print().replace("\"version\":\"1.0\"", "\"version\":\"2.0\"")))
                .contains("expected '1.0'");
        assertThat(problem(good.print().replace("\"role\":\"beneficiary\"", "\"role\":\"issuer\"")))
                .contains("covenant.beneficiary.role");
    }

    private static Covenant altered(String member, Json value) {
        CovenantDraft draft = new CovenantDraft(signed(draft(POLICY)).json()).with(member, value);
        return read(CovenantReader.read(draft.json()));
    }

    private static List<String> failed(Covenant covenant, long now) {
        return CovenantVerifier.verify(covenant, now).failed().stream()
                .map(Verification.Finding::name)
                .toList();
    }

    private static String refusal(CovenantDraft draft) {
        CovenantResult result = CovenantSigner.sign(draft, Covenants.ISSUER, new SplittableRandom(1), NOW);
        return ((CovenantResult.Refused) result).message();
    }

    private static String problem(String text) {
        return ((CovenantResult.Refused) CovenantReader.read(text.getBytes(StandardCharsets.UTF_8))).message();
    }
}
