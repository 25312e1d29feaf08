package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ForkProofTest {

    private static final int SIZE = 40;

    private final GrownTree told = GrownTree.of(SIZE);
    private final TreeHash stranger = MerkleHasher.leafHash(new byte[] {42});

    @Test
    void twoRootsOfOneSizeAreAFork() {
        ForkProof proof = ForkProof.of(note(9, stranger), note(9, told.tree().root(9)), told.tree());
        assertThat(verdict(proof)).isNull();
        assertThat(proof.path()).isEmpty();
    }

    @Test
    void everyOtherPrefixIsAForkAtEverySize() {
        for (int n = 2; n <= SIZE; n++) {
            for (int m = 1; m < n; m++) {
                ForkProof proof =
                        ForkProof.of(note(m, stranger), note(n, told.tree().root(n)), told.tree());
                assertThat(verdict(proof)).as("%d of %d", m, n).isNull();
            }
        }
    }

    @Test
    void anHonestLogCannotBeShownToFork() {
        for (int n = 2; n <= SIZE; n++) {
            for (int m = 1; m <= n; m++) {
                ForkProof proof = ForkProof.of(
                        note(m, told.tree().root(m)), note(n, told.tree().root(n)), told.tree());
                assertThat(verdict(proof)).as("%d of %d", m, n).isEqualTo(EvidenceFault.NO_FORK);
            }
        }
    }

    @Test
    void aPathOutOfAnotherTreeProvesNothing() {
        GrownTree other = new GrownTree();
        for (int i = 0; i < SIZE; i++) {
            other.append(NaiveTree.node(stranger, told.leaves().get(i)));
        }
        for (int m = 1; m < SIZE; m++) {
            ForkProof proof = ForkProof.of(
                    note(m, told.tree().root(m)), note(SIZE, told.tree().root(SIZE)), other.tree());
            assertThat(verdict(proof)).as("size %d", m).isEqualTo(EvidenceFault.ROOT_MISMATCH);
        }
    }

    @Test
    void aPathMustBeExactlyAsLongAsTheSizesDemand() {
        ForkProof proof = ForkProof.of(note(7, stranger), note(SIZE, told.tree().root(SIZE)), told.tree());
        List<TreeHash> path = proof.path();
        for (List<TreeHash> other : List.of(List.<TreeHash>of(), path.subList(1, path.size()))) {
            assertThat(verdict(new ForkProof(proof.smaller(), proof.larger(), other)))
                    .isEqualTo(EvidenceFault.PATH_LENGTH);
        }
        assertThat(verdict(new ForkProof(note(9, stranger), note(9, told.tree().root(9)), path)))
                .isEqualTo(EvidenceFault.PATH_LENGTH);
    }

    @Test
    void onlyTheLogItselfCanBeShownToFork() {
        Checkpoint forged = new Checkpoint("example.com/log", 9, stranger);
        SignedNote byAnother = Signers.note(forged, Signers.OTHER_LOG);
        ForkProof proof = ForkProof.of(byAnother, note(9, told.tree().root(9)), told.tree());
        assertThat(verdict(proof)).isEqualTo(EvidenceFault.KEY_UNKNOWN);
        SignedNote ofAnother = Signers.note(new Checkpoint("example.com/other", 9, stranger), Signers.OTHER_LOG);
        assertThat(faultOf(ForkProof.of(ofAnother, note(9, told.tree().root(9)), told.tree())
                        .verify(Signers.keys(Signers.LOG, Signers.OTHER_LOG))))
                .isEqualTo(EvidenceFault.ORIGIN_MISMATCH);
    }

    @Test
    void sizesAreInOrderAndNotNothing() {
        assertThat(verdict(new ForkProof(note(9, stranger), note(8, stranger), List.of())))
                .isEqualTo(EvidenceFault.SIZE_MISMATCH);
        assertThat(verdict(new ForkProof(note(0, stranger), note(8, stranger), List.of())))
                .isEqualTo(EvidenceFault.SIZE_MISMATCH);
    }

    @Test
    void isOneTextThatVerifiesAlone() {
        ForkProof proof = ForkProof.of(note(7, stranger), note(SIZE, told.tree().root(SIZE)), told.tree());
        assertThat(ForkProof.parse(proof.encode())).isEqualTo(proof);
        ForkProof bare = ForkProof.of(note(9, stranger), note(9, told.tree().root(9)), told.tree());
        assertThat(ForkProof.parse(bare.encode())).isEqualTo(bare);
        assertThat(verdict(Objects.requireNonNull(ForkProof.parse(proof.encode()))))
                .isNull();
    }

    @Test
    void refusesWhatIsNotExactlyAForkProof() {
        String text = ForkProof.of(note(7, stranger), note(SIZE, told.tree().root(SIZE)), told.tree())
                .encode();
        for (String bad : List.of(
                "",
                text.replace("@v1", "@v2"),
                text + "\n",
                text + "\n\n",
                "\n" + text,
                text.substring(0, text.length() - 1),
                text.substring(0, text.lastIndexOf("\n\n") + 1),
                text.replace("@v1\n", "@v1\nAAAA\n"),
                text.replace("@v1\n", "@v1\n\n"),
                "x".repeat(1 << 20))) {
            assertThat(ForkProof.parse(bad)).as(bad).isNull();
        }
    }

    private static SignedNote note(long size, TreeHash root) {
        return Signers.note(new Checkpoint("example.com/log", size, root), Signers.LOG);
    }

    private static @Nullable EvidenceFault verdict(ForkProof proof) {
        return faultOf(proof.verify(Signers.keys(Signers.LOG)));
    }

    private static @Nullable EvidenceFault faultOf(Verification verification) {
        return verification instanceof Verification.Refuted refuted ? refuted.fault() : null;
    }
}
