package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Good proofs with one thing changed, and the attacks known from other verifiers: none verifies, each for its reason. */
final class ProofMutationTest {

    private static final int SIZE = 67;

    private final GrownTree grown = GrownTree.of(SIZE);
    private final MerkleTree tree = grown.tree();
    private final TreeHash stranger = MerkleHasher.leafHash(new byte[] {42});

    @Test
    void everyFlippedBitOfAnInclusionPathIsARootMismatch() {
        for (int i : new int[] {0, 1, 31, 32, 63, 64, 65, 66}) {
            InclusionProof proof = tree.inclusion(i, SIZE);
            for (int hash = 0; hash < proof.path().size(); hash++) {
                for (int bit = 0; bit < 256; bit++) {
                    InclusionProof bad = new InclusionProof(i, SIZE, replaced(proof.path(), hash, bit));
                    assertThat(faultOf(bad.verify(leaf(i), tree.root(SIZE)))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
                }
            }
        }
    }

    @Test
    void anInclusionPathOfAnyOtherLengthIsRefusedForItsLength() {
        for (int i = 0; i < SIZE; i++) {
            List<TreeHash> path = tree.inclusion(i, SIZE).path();
            for (UnaryOperator<List<TreeHash>> change : otherLengths(i)) {
                if (!change.apply(path).equals(path)) {
                    assertThat(faultOf(
                                    new InclusionProof(i, SIZE, change.apply(path)).verify(leaf(i), tree.root(SIZE))))
                            .isEqualTo(EvidenceFault.PATH_LENGTH);
                }
            }
        }
    }

    @Test
    void inclusionOutsideTheTreeIsRefusedForItsIndex() {
        List<TreeHash> path = tree.inclusion(5, SIZE).path();
        long[][] places = {
            {-1, SIZE},
            {SIZE, SIZE},
            {SIZE + 1, SIZE},
            {5, 0},
            {5, -1},
            {5, 5},
            {5, Long.MIN_VALUE},
            {Long.MAX_VALUE, SIZE},
            {5, Long.MAX_VALUE},
            {5, Frontier.MAX_SIZE + 1}
        };
        for (long[] place : places) {
            assertThat(faultOf(new InclusionProof(place[0], place[1], path).verify(leaf(5), tree.root(SIZE))))
                    .as("%d of %d", place[0], place[1])
                    .isEqualTo(EvidenceFault.INDEX_OUT_OF_RANGE);
        }
    }

    @Test
    void swappedRootsAndLeavesAreARootMismatch() {
        InclusionProof proof = tree.inclusion(5, SIZE);
        for (TreeHash root : List.of(stranger, leaf(5), tree.root(SIZE - 1), MerkleHasher.EMPTY_ROOT)) {
            assertThat(faultOf(proof.verify(leaf(5), root))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
        }
        for (TreeHash leaf :
                List.of(stranger, leaf(4), tree.root(SIZE), proof.path().get(0))) {
            assertThat(faultOf(proof.verify(leaf, tree.root(SIZE)))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
        }
    }

    @Test
    void anInnerNodeDoesNotPassForALeaf() {
        // CVE-2017-12842: the parent of leaves 4 and 5 shown as leaf 2 of the tree one level up.
        GrownTree small = GrownTree.of(8);
        TreeHash parent = NaiveTree.node(small.leaves().get(4), small.leaves().get(5));
        List<TreeHash> path = small.tree().inclusion(4, 8).path();
        InclusionProof shortened = new InclusionProof(2, 8, path.subList(1, path.size()));
        assertThat(faultOf(shortened.verify(parent, small.tree().root(8)))).isEqualTo(EvidenceFault.PATH_LENGTH);
        // With the size of the tree one level up the path fits: only the checkpoint's size tells them apart.
        InclusionProof lifted = new InclusionProof(2, 4, path.subList(1, path.size()));
        Checkpoint checkpoint = new Checkpoint("log", 8, small.tree().root(8));
        assertThat(faultOf(lifted.verify(parent, checkpoint))).isEqualTo(EvidenceFault.SIZE_MISMATCH);
        // And a receipt whose bytes are the two hashes has another leaf hash than their parent.
        byte[] receipt = new byte[64];
        small.leaves().get(4).copyTo(receipt, 0);
        small.leaves().get(5).copyTo(receipt, 32);
        assertThat(MerkleHasher.leafHash(receipt)).isNotEqualTo(parent);
    }

    @Test
    void aRepeatedLastSubtreeGivesAnotherRoot() {
        // CVE-2012-2459: trees that pad an odd level with a copy of its last node.
        for (int n = 1; n <= SIZE; n++) {
            int repeated = n & -n;
            List<TreeHash> leaves = new ArrayList<>(grown.leaves(n));
            leaves.addAll(grown.leaves(n).subList(n - repeated, n));
            Frontier frontier = new Frontier();
            leaves.forEach(frontier::append);
            assertThat(frontier.root()).isNotEqualTo(tree.root(n));
        }
    }

    @Test
    void everyFlippedBitOfAConsistencyPathIsARootMismatch() {
        for (int old : new int[] {1, 2, 3, 32, 33, 63, 64, 65, 66}) {
            ConsistencyProof proof = tree.consistency(old, SIZE);
            for (int hash = 0; hash < proof.path().size(); hash++) {
                for (int bit = 0; bit < 256; bit += 5) {
                    ConsistencyProof bad = new ConsistencyProof(old, SIZE, replaced(proof.path(), hash, bit));
                    assertThat(faultOf(bad.verify(tree.root(old), tree.root(SIZE))))
                            .isEqualTo(EvidenceFault.ROOT_MISMATCH);
                }
            }
        }
    }

    @Test
    void aConsistencyPathOfAnyOtherLengthIsRefusedForItsLength() {
        for (int old = 1; old <= SIZE; old++) {
            List<TreeHash> path = tree.consistency(old, SIZE).path();
            for (UnaryOperator<List<TreeHash>> change : otherLengths(old)) {
                if (!change.apply(path).equals(path)) {
                    assertThat(faultOf(new ConsistencyProof(old, SIZE, change.apply(path))
                                    .verify(tree.root(old), tree.root(SIZE))))
                            .isEqualTo(EvidenceFault.PATH_LENGTH);
                }
            }
        }
    }

    @Test
    void swappedRootsAreAMismatchAtEverySize() {
        for (int old = 1; old < SIZE; old++) {
            ConsistencyProof proof = tree.consistency(old, SIZE);
            assertThat(faultOf(proof.verify(tree.root(SIZE), tree.root(old)))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
            assertThat(faultOf(proof.verify(stranger, tree.root(SIZE)))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
            assertThat(faultOf(proof.verify(tree.root(old), stranger))).isEqualTo(EvidenceFault.ROOT_MISMATCH);
        }
        assertThat(faultOf(tree.consistency(SIZE, SIZE).verify(tree.root(SIZE), stranger)))
                .isEqualTo(EvidenceFault.ROOT_MISMATCH);
    }

    @Test
    void noConsistencyBetweenSizesThatAreNotInOrder() {
        List<TreeHash> path = tree.consistency(5, SIZE).path();
        long[][] sizes = {
            {0, SIZE},
            {0, 0},
            {-1, SIZE},
            {SIZE + 1, SIZE},
            {5, 0},
            {5, 4},
            {5, -1},
            {5, Long.MIN_VALUE},
            {5, Long.MAX_VALUE},
            {Long.MAX_VALUE, Long.MAX_VALUE}
        };
        for (long[] pair : sizes) {
            assertThat(faultOf(new ConsistencyProof(pair[0], pair[1], path).verify(tree.root(5), tree.root(SIZE))))
                    .as("%d to %d", pair[0], pair[1])
                    .isEqualTo(EvidenceFault.SIZE_MISMATCH);
        }
    }

    @Test
    void consistencyBindsTheCheckpointsSizesAndOrigin() {
        Checkpoint older = new Checkpoint("log", 5, tree.root(5));
        Checkpoint newer = new Checkpoint("log", SIZE, tree.root(SIZE));
        ConsistencyProof proof = tree.consistency(5, SIZE);
        assertThat(proof.verify(older, newer).isVerified()).isTrue();
        assertThat(faultOf(proof.verify(new Checkpoint("log", 6, tree.root(5)), newer)))
                .isEqualTo(EvidenceFault.SIZE_MISMATCH);
        assertThat(faultOf(proof.verify(older, new Checkpoint("log", SIZE + 1, tree.root(SIZE)))))
                .isEqualTo(EvidenceFault.SIZE_MISMATCH);
        assertThat(faultOf(proof.verify(new Checkpoint("other", 5, tree.root(5)), newer)))
                .isEqualTo(EvidenceFault.ORIGIN_MISMATCH);
    }

    @Test
    void verifiesAtTheLargestSizeAndRefusesItsNeighbours() {
        List<TreeHash> path = new ArrayList<>();
        TreeHash root = leaf(0);
        for (int level = 0; level < 62; level++) {
            path.add(stranger);
            root = NaiveTree.node(root, stranger);
        }
        assertThat(new InclusionProof(0, Frontier.MAX_SIZE, path)
                        .verify(leaf(0), root)
                        .isVerified())
                .isTrue();
        assertThat(faultOf(new InclusionProof(1, Frontier.MAX_SIZE, path).verify(leaf(0), root)))
                .isEqualTo(EvidenceFault.ROOT_MISMATCH);
    }

    private List<UnaryOperator<List<TreeHash>>> otherLengths(int number) {
        return List.of(
                path -> List.of(),
                path -> with(path, 0, stranger),
                path -> with(path, path.size(), stranger),
                path -> with(path, path.size(), tree.root(SIZE)),
                path -> with(path, 0, leaf(number % SIZE)),
                path -> path.subList(0, Math.max(0, path.size() - 1)),
                path -> path.subList(Math.min(1, path.size()), path.size()));
    }

    private TreeHash leaf(int index) {
        return grown.leaves().get(index);
    }

    private static List<TreeHash> with(List<TreeHash> path, int at, TreeHash hash) {
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(at, hash);
        return longer;
    }

    private static List<TreeHash> replaced(List<TreeHash> path, int at, int bit) {
        byte[] bytes = path.get(at).toByteArray();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        List<TreeHash> changed = new ArrayList<>(path);
        changed.set(at, TreeHash.of(bytes));
        return changed;
    }

    private static EvidenceFault faultOf(Verification verification) {
        assertThat(verification).isInstanceOf(Verification.Refuted.class);
        return ((Verification.Refuted) verification).fault();
    }
}
