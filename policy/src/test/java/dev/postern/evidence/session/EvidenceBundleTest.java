package dev.postern.evidence.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.Verification;
import dev.postern.evidence.session.EvidenceBundle.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceBundleTest {

    private static final ContentDigest TOKEN = Sha256.of("token".getBytes(UTF_8));

    private final EvidenceBundle bundle = EvidenceBundle.gather(
            "s-1",
            List.of(
                    Artefact.of(ArtefactKind.RECEIPT, "receipt 1".getBytes(UTF_8)),
                    Artefact.of(ArtefactKind.EGRESS_CERTIFICATE, "certificate".getBytes(UTF_8)),
                    Artefact.token(TOKEN)));

    @Test
    void opensAsWhatWasGathered() {
        EvidenceBundle opened = opened(bundle.toJson());
        assertThat(opened.name()).isEqualTo(bundle.name());
        assertThat(opened.artefacts()).isEqualTo(bundle.artefacts());
        assertThat(opened.toJson()).isEqualTo(bundle.toJson());
    }

    /** Pinned: the tree's leaves are {@code {"digest":…,"kind":…}}, whatever else changes. */
    @Test
    void itsNameIsTheRootOfItsTree() {
        assertThat(bundle.artefacts().get(2).leaf().toByteArray())
                .asString()
                .isEqualTo("{\"digest\":\"" + TOKEN + "\",\"kind\":\"token\"}");
        assertThat(bundle.name())
                .hasToString("evid:s-1:4e423bbe8d8ea2eda9262700506ce7266f5057f3adca9aadb6cb2161a9efc873");
        assertThat(BundleName.parse(bundle.name().toString())).isEqualTo(bundle.name());
    }

    /** Flips every bit: no mutant opens as the bundle it was but those that say the same in other bytes. */
    @Test
    void noBitCanBeChanged() {
        byte[] file = bundle.toJson();
        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] mutant = file.clone();
            mutant[bit / 8] ^= (byte) (1 << bit % 8);
            Opening opening = EvidenceBundle.open(mutant, JsonLimits.STRICT, bundle.name());
            assertThat(opening).as("bit " + bit).isInstanceOf(Opening.Refused.class);
        }
    }

    @Test
    void nothingCanBeLeftOutAddedOrMoved() {
        List<Artefact> all = bundle.artefacts();
        List<Artefact> more = new ArrayList<>(all);
        more.add(all.get(0));
        for (List<Artefact> other :
                List.of(all.subList(0, 2), more, List.of(all.get(1), all.get(0), all.get(2)), all.subList(1, 3))) {
            EvidenceBundle changed = EvidenceBundle.gather("s-1", other);
            assertThat(EvidenceBundle.open(changed.toJson(), JsonLimits.STRICT, bundle.name()))
                    .isInstanceOf(Opening.Refused.class);
        }
    }

    @Test
    void anotherSessionsBundleIsNotThisOnes() {
        EvidenceBundle other = EvidenceBundle.gather("s-2", bundle.artefacts());
        assertThat(other.name().root()).isEqualTo(bundle.name().root());
        Opening opening = EvidenceBundle.open(other.toJson(), JsonLimits.STRICT, bundle.name());
        assertThat(((Opening.Refused) opening).message()).startsWith("the bundle is evid:s-2:");
    }

    @Test
    void eachArtefactIsShownToBePartOfItAlone() {
        List<Artefact> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(Artefact.of(ArtefactKind.RECEIPT, new byte[] {(byte) i}));
        }
        EvidenceBundle large = EvidenceBundle.gather("s", many);
        for (int i = 0; i < many.size(); i++) {
            InclusionProof proof = large.prove(i);
            var leaf = MerkleHasher.leafHash(many.get(i).leaf().toByteArray());
            var other = MerkleHasher.leafHash(many.get((i + 1) % 21).leaf().toByteArray());
            assertThat(proof.verify(leaf, large.name().root())).isEqualTo(Verification.verified());
            assertThat(proof.verify(other, large.name().root())).isNotEqualTo(Verification.verified());
        }
    }

    @Test
    void whoeverVouchesForItSignsTheManifest() {
        SigningKey key = SigningKey.generate(new SplittableRandom(3));
        PublicKey known = key.publicKey();
        Signature signature = key.sign(bundle.manifest());
        assertThat(known.verify(opened(bundle.toJson()).manifest(), signature)).isTrue();
        assertThat(known.verify(EvidenceBundle.gather("s-2", bundle.artefacts()).manifest(), signature))
                .isFalse();
        assertThat(bundle.manifest().toByteArray()).asString().doesNotContain("content");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@TYPE | 'application/vnd.postern.evidence-bundle+json' | \"x\" | bundle.type is refused",
                "session | \"s-1\" | \"a:b\" | bundle.session is refused",
                "session | \"s-1\" | \"\" | bundle.session is refused",
                "kind | \"token\" | \"tokens\" | artefacts[2].kind is refused",
                "kind | \"receipt\" | \"proof\" | the artefacts have root",
                "kind | \"token\" | \"receipt\" | artefacts[2].content is missing",
                "kind | \"receipt\" | \"token\" | artefacts[0] has an unknown member 'content'",
                "content | \"cmVjZWlwdCAx\" | \"cmVjZWlwdCAy\" | artefacts[0].content is refused, expected bytes of digest",
                "content | \"cmVjZWlwdCAx\" | \"cmVjZWlwdCAx=\" | artefacts[0].content is refused, expected padded",
                "content | \"cmVjZWlwdCAx\" | 1 | artefacts[0].content is refused, expected a string"
            })
    void saysWhyItIsNoBundle(String member, String from, String to, String message) {
        String json = new String(bundle.toJson(), UTF_8);
        String before = "\"" + member.replace("@TYPE", "type") + "\":" + from.replace('\'', '"');
        assertThat(json).contains(before);
        String mutant = json.replaceFirst(Pattern.quote(before), "\"" + member.replace("@TYPE", "type") + "\":" + to);
        Opening opening = EvidenceBundle.open(mutant.getBytes(UTF_8), JsonLimits.STRICT);
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        assertThat(((Opening.Refused) opening).message()).startsWith(message);
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeReadingIt() {
        Opening opening = EvidenceBundle.open(bundle.toJson(), JsonLimits.STRICT.withMaxBytes(100));
        assertThat(((Opening.Refused) opening).message()).contains("expected at most 100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evid:", "evid:s", "evid::", "evid:s:00", "Evid:s:", "evid:a b:", "evid:a:b:", "evid::"})
    void refusesWhatIsNoName(String name) {
        assertThat(BundleName.parse(name)).isNull();
        assertThat(BundleName.parse(name + "00".repeat(32)) == null || name.equals("evid:s:"))
                .isTrue();
    }

    @Test
    void anEmptyBundleIsABug() {
        assertThatThrownBy(() -> EvidenceBundle.gather("s", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static EvidenceBundle opened(byte[] file) {
        return ((Opening.Opened) EvidenceBundle.open(file, JsonLimits.STRICT)).bundle();
    }
}
