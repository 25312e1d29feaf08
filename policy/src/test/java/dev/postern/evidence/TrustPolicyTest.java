package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.crypto.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrustPolicyTest {

    private static final long NOON = 1_795_262_400L;

    private final Checkpoint checkpoint =
            new Checkpoint("example.com/log", 7, GrownTree.of(7).tree().root(7));

    private final TrustPolicy twoOfThree = new TrustPolicy(
            Signers.keys(Signers.LOG),
            Map.of(
                    "w1", Signers.witness(1).witnessKey(),
                    "w2", Signers.witness(2).witnessKey(),
                    "w3", Signers.witness(3).witnessKey()),
            new Quorum.Group(2, List.of(new Quorum.Witness("w1"), new Quorum.Witness("w2"), new Quorum.Witness("w3"))));

    @Test
    void believesEveryCheckpointOfTheTesseraTestLog() {
        JsonNode vectors = Vectors.read("tlog-tiles-testlog.json");
        VerifierKey key =
                Objects.requireNonNull(VerifierKey.parse(vectors.get("vkey").asText()));
        int seen = 0;
        for (JsonNode note : vectors.get("checkpoints")) {
            CheckpointTrust trust = TrustPolicy.of(List.of(key)).judge(parsed(note.asText()));
            assertThat(trust).isInstanceOf(CheckpointTrust.Trusted.class);
            seen++;
        }
        assertThat(seen).isEqualTo(17);
    }

    @Test
    void everyFlippedBitOfACheckpointIsRefused() {
        String note = Signers.note(checkpoint, Signers.LOG).encode();
        int refused = 0;
        for (int at = 0; at < note.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                String flipped = note.substring(0, at) + (char) (note.charAt(at) ^ (1 << bit)) + note.substring(at + 1);
                SignedNote parsed = SignedNote.parse(flipped);
                assertThat(parsed != null
                                && Signers.trusting(Signers.LOG).judge(parsed) instanceof CheckpointTrust.Trusted)
                        .as("bit %d of character %d", bit, at)
                        .isFalse();
                refused++;
            }
        }
        assertThat(refused).isEqualTo(note.length() * 7);
    }

    @Test
    void duringARotationEitherKeyIsEnough() {
        SignedNote both = Signers.note(checkpoint, Signers.LOG, Signers.ROTATED);
        assertThat(faultOf(Signers.trusting(Signers.LOG), both)).isNull();
        assertThat(faultOf(Signers.trusting(Signers.ROTATED), both)).isNull();
        assertThat(faultOf(Signers.trusting(Signers.LOG, Signers.ROTATED), both))
                .isNull();
        assertThat(faultOf(Signers.trusting(Signers.LOG, Signers.ROTATED), Signers.note(checkpoint, Signers.ROTATED)))
                .isNull();
        assertThat(faultOf(Signers.trusting(Signers.LOG), Signers.note(checkpoint, Signers.ROTATED)))
                .isEqualTo(EvidenceFault.KEY_UNKNOWN);
    }

    @Test
    void aBadSignatureByATrustedKeySpoilsTheNote() {
        Checkpoint another = new Checkpoint("example.com/log", 8, checkpoint.root());
        SignedNote spoiled =
                new SignedNote(checkpoint.text(), List.of(Signers.LOG.sign(checkpoint), Signers.ROTATED.sign(another)));
        assertThat(faultOf(Signers.trusting(Signers.LOG, Signers.ROTATED), spoiled))
                .isEqualTo(EvidenceFault.SIGNATURE_INVALID);
        assertThat(faultOf(Signers.trusting(Signers.LOG), spoiled)).isNull(); // the other key is unknown here
    }

    @Test
    void signaturesThatShareOnlyNameOrIdWithATrustedKeyArePassedOver() {
        NoteSignature own = Signers.LOG.sign(checkpoint);
        NoteSignature renamed = new NoteSignature("example.com/else", own.base64());
        NoteSignature otherId = NoteSignature.of("example.com/log", own.keyId() + 1, own.signature());
        TrustPolicy policy = Signers.trusting(Signers.LOG);
        assertThat(faultOf(policy, new SignedNote(checkpoint.text(), List.of(renamed, otherId))))
                .isEqualTo(EvidenceFault.KEY_UNKNOWN);
        assertThat(faultOf(policy, new SignedNote(checkpoint.text(), List.of(renamed, otherId, own))))
                .isNull();
    }

    @Test
    void aLogSpeaksOnlyForItsOwnOrigin() {
        assertThat(faultOf(
                        Signers.trusting(Signers.LOG, Signers.OTHER_LOG), Signers.note(checkpoint, Signers.OTHER_LOG)))
                .isEqualTo(EvidenceFault.ORIGIN_MISMATCH);
    }

    @Test
    void signedTextThatIsNoCheckpointIsMalformed() {
        SignedNote note = new SignedNote("hello\n", List.of(Signers.LOG.sign(checkpoint)));
        assertThat(faultOf(Signers.trusting(Signers.LOG), note)).isEqualTo(EvidenceFault.MALFORMED);
    }

    @Test
    void demandsItsQuorumOfWitnesses() {
        SignedNote signed = Signers.note(checkpoint, Signers.LOG);
        NoteSignature one = Signers.witness(1).cosign(checkpoint, NOON);
        NoteSignature three = Signers.witness(3).cosign(checkpoint, NOON + 1);
        NoteSignature stranger = Signers.witness(4).cosign(checkpoint, NOON);
        assertThat(faultOf(twoOfThree, signed)).isEqualTo(EvidenceFault.QUORUM_UNMET);
        assertThat(faultOf(twoOfThree, signed.with(List.of(one, one, stranger))))
                .isEqualTo(EvidenceFault.QUORUM_UNMET);
        assertThat(twoOfThree.judge(signed.with(List.of(three, stranger, one))))
                .isEqualTo(new CheckpointTrust.Trusted(checkpoint, Map.of("w1", NOON, "w3", NOON + 1)));
        assertThat(faultOf(twoOfThree, new SignedNote(checkpoint.text(), List.of(one, three))))
                .as("witnesses without the log")
                .isEqualTo(EvidenceFault.KEY_UNKNOWN);
    }

    @Test
    void aCosignatureBindsItsTimeAndIsNoLogSignature() {
        NoteSignature cosigned = Signers.witness(1).cosign(checkpoint, NOON);
        byte[] later = cosigned.signature();
        later[7]++;
        SignedNote note = Signers.note(checkpoint, Signers.LOG)
                .with(List.of(NoteSignature.of(cosigned.keyName(), cosigned.keyId(), later)));
        assertThat(faultOf(twoOfThree, note)).isEqualTo(EvidenceFault.SIGNATURE_INVALID);
        byte[] negative = cosigned.signature();
        negative[0] |= (byte) 0x80;
        assertThat(Signers.witness(1)
                        .witnessKey()
                        .verifies(checkpoint.text(), NoteSignature.of(cosigned.keyName(), cosigned.keyId(), negative)))
                .isFalse();
        assertThat(Signers.witness(1).logKey().isNamedBy(cosigned)).isFalse();
        for (int length = 1; length < 72; length++) {
            NoteSignature cut =
                    NoteSignature.of(cosigned.keyName(), cosigned.keyId(), Arrays.copyOf(cosigned.signature(), length));
            assertThat(Signers.witness(1).witnessKey().verifies(checkpoint.text(), cut))
                    .isFalse();
        }
    }

    @Test
    void judgesTheRequestsOfTheLitewitnessTestLog() {
        byte[] raw = HexFormat.of().parseHex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f");
        String origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
        VerifierKey key = new VerifierKey(origin, VerifierKey.Kind.LOG, Objects.requireNonNull(PublicKey.of(raw)));
        for (JsonNode request : Vectors.read("tlog-witness-addcheckpoint.json").get("cases")) {
            String body = request.get("body").asText();
            String note = body.substring(body.indexOf("\n\n") + 2);
            String refusal = request.get("asserts").get(0).get(2).asText();
            if (refusal.equals("invalid signature")) {
                assertThat(SignedNote.parse(note))
                        .as("stray bits in the base64")
                        .isNull();
                continue;
            }
            @Nullable EvidenceFault expected = refusal.equals("unknown log") ? EvidenceFault.KEY_UNKNOWN : null;
            assertThat(faultOf(TrustPolicy.of(List.of(key)), parsed(note)))
                    .as(body)
                    .isEqualTo(expected);
        }
    }

    private static SignedNote parsed(String note) {
        return Objects.requireNonNull(SignedNote.parse(note));
    }

    private static @Nullable EvidenceFault faultOf(TrustPolicy policy, SignedNote note) {
        return policy.judge(note) instanceof CheckpointTrust.Untrusted untrusted ? untrusted.fault() : null;
    }
}
