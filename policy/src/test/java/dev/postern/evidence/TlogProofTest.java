package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlogProofTest {

    private final GrownTree grown = GrownTree.of(11);
    private final Checkpoint checkpoint =
            new Checkpoint("example.com/log", 11, grown.tree().root(11));
    private final TlogProof proof =
            new TlogProof("bGVhZiA1", 5, grown.tree().inclusion(5, 11).path(), Signers.note(checkpoint, Signers.LOG));

    @Test
    void isOneTextThatVerifiesAlone() {
        assertThat(proof.encode())
                .startsWith("c2sp.org/tlog-proof@v1\nextra bGVhZiA1\nindex 5\n")
                .contains("\n\nexample.com/log\n11\n" + checkpoint.root().base64() + "\n\n\u2014 example.com/log ");
        TlogProof read = Objects.requireNonNull(TlogProof.parse(proof.encode()));
        assertThat(read).isEqualTo(proof);
        assertThat(read.verify(grown.leaves().get(5), Signers.trusting(Signers.LOG))
                        .isVerified())
                .isTrue();
    }

    @Test
    void needsNothingExtra() {
        TlogProof bare = new TlogProof(null, 5, proof.path(), proof.checkpoint());
        assertThat(bare.encode()).startsWith("c2sp.org/tlog-proof@v1\nindex 5\n");
        assertThat(TlogProof.parse(bare.encode())).isEqualTo(bare);
    }

    @Test
    void needsNoPathInATreeOfOne() {
        TreeHash leaf = grown.leaves().get(0);
        TlogProof one = new TlogProof(
                null, 0, List.of(), Signers.note(new Checkpoint("example.com/log", 1, leaf), Signers.LOG));
        TlogProof read = Objects.requireNonNull(TlogProof.parse(one.encode()));
        assertThat(read.verify(leaf, Signers.trusting(Signers.LOG)).isVerified())
                .isTrue();
    }

    @Test
    void isRefusedForItsCheckpointOrForItsPath() {
        assertThat(faultOf(proof.verify(grown.leaves().get(5), Signers.trusting(Signers.OTHER_LOG))))
                .isEqualTo(EvidenceFault.KEY_UNKNOWN);
        assertThat(faultOf(proof.verify(grown.leaves().get(6), Signers.trusting(Signers.LOG))))
                .isEqualTo(EvidenceFault.ROOT_MISMATCH);
        TlogProof elsewhere = new TlogProof(null, 11, proof.path(), proof.checkpoint());
        assertThat(faultOf(elsewhere.verify(grown.leaves().get(5), Signers.trusting(Signers.LOG))))
                .isEqualTo(EvidenceFault.INDEX_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "proof@v1 > proof@v2",
                "'index 5\n' > ''",
                "index 5 > index 05",
                "index 5 > index -5",
                "index 5 > index",
                "index 5 > Index 5",
                "bGVhZiA1 > bGVhZiA",
                "bGVhZiA1 > bGVhZiB=",
                "'index 5\n' > 'index 5\nindex 5\n'",
                "'index 5\n' > 'index 5\n\n'",
                "'index 5\n' > 'index 5\nAAAA\n'",
                "'extra bGVhZiA1\nindex 5\n' > 'index 5\nextra bGVhZiA1\n'",
                "'\n\nexample.com/log\n11' > '\nexample.com/log\n11'",
            })
    void refusesWhatIsNotExactlyAProof(String from, String to) {
        String text = proof.encode();
        assertThat(text).contains(from);
        assertThat(TlogProof.parse(text.replace(from, to))).isNull();
    }

    private static EvidenceFault faultOf(Verification verification) {
        return ((Verification.Refuted) verification).fault();
    }
}
