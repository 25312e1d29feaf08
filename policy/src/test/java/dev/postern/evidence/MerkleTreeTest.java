package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {

    private static final int SIZE = 130;

    private final GrownTree grown = GrownTree.of(SIZE);
    private final MerkleTree tree = grown.tree();

    @Test
    void everyRootIsThatOfTheRecursiveDefinition() {
        for (int n = 0; n <= SIZE; n++) {
            assertThat(tree.root(n)).as("size %d", n).isEqualTo(NaiveTree.root(grown.leaves(n)));
        }
    }

    @Test
    void everyInclusionPathIsThatOfTheRecursiveDefinitionAndVerifies() {
        for (int n = 1; n <= SIZE; n++) {
            TreeHash root = tree.root(n);
            for (int i = 0; i < n; i++) {
                InclusionProof proof = tree.inclusion(i, n);
                assertThat(proof.path()).as("leaf %d of %d", i, n).isEqualTo(NaiveTree.path(i, grown.leaves(n)));
                assertThat(proof.verify(grown.leaves().get(i), root).isVerified())
                        .as("leaf %d of %d", i, n)
                        .isTrue();
            }
        }
    }

    @Test
    void everyConsistencyPathIsThatOfTheRecursiveDefinitionAndVerifies() {
        for (int n = 1; n <= SIZE; n++) {
            for (int m = 1; m <= n; m++) {
                ConsistencyProof proof = tree.consistency(m, n);
                assertThat(proof.path()).as("%d to %d", m, n).isEqualTo(NaiveTree.consistency(m, grown.leaves(n)));
                assertThat(proof.verify(tree.root(m), tree.root(n)).isVerified())
                        .as("%d to %d", m, n)
                        .isTrue();
            }
        }
    }

    @Test
    void noLeafVerifiesAtAnotherPlaceOrSize() {
        int sizes = 40;
        for (int n = 1; n <= sizes; n++) {
            for (int i = 0; i < n; i++) {
                List<TreeHash> path = tree.inclusion(i, n).path();
                for (int size = 1; size <= sizes; size++) {
                    for (int index = 0; index < size; index++) {
                        boolean own = index == i && size == n;
                        boolean verified = new InclusionProof(index, size, path)
                                .verify(grown.leaves().get(i), tree.root(n))
                                .isVerified();
                        assertThat(verified && !own && !sameShape(i, n, index, size))
                                .as("leaf %d of %d passed as %d of %d", i, n, index, size)
                                .isFalse();
                        assertThat(verified || !own).isTrue();
                    }
                }
            }
        }
    }

    /** Whether two places have the same turns on the way up: then a path alone cannot tell the size, a checkpoint must. */
    private static boolean sameShape(long index, long size, long otherIndex, long otherSize) {
        return turns(index, size).equals(turns(otherIndex, otherSize));
    }

    private static String turns(long index, long size) {
        StringBuilder turns = new StringBuilder();
        Climb climb = new Climb(0, index, size);
        while (climb.next()) {
            turns.append(climb.siblingIsLeft() ? 'l' : 'r');
        }
        return turns.toString();
    }

    @Test
    void givesItsLeavesBack() {
        for (int i = 0; i < SIZE; i++) {
            assertThat(tree.leaf(i)).isEqualTo(grown.leaves().get(i));
        }
        assertThatThrownBy(() -> tree.leaf(SIZE)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesPlacesOutsideTheTree() {
        assertThatThrownBy(() -> tree.inclusion(-1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusion(5, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusion(0, SIZE + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(6, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(5, SIZE + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.root(SIZE + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new MerkleTree(new MemoryNodes(), -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
