package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FrontierTest {

    private static final int SIZE = 130;

    private final List<TreeHash> leaves = GrownTree.of(SIZE).leaves();

    @Test
    void rootIsThatOfTheRecursiveDefinitionAtEverySize() {
        Frontier frontier = new Frontier();
        for (int n = 0; n <= SIZE; n++) {
            assertThat(frontier.size()).isEqualTo(n);
            assertThat(frontier.root()).as("size %d", n).isEqualTo(NaiveTree.root(leaves.subList(0, n)));
            if (n < SIZE) {
                frontier.append(leaves.get(n));
            }
        }
    }

    @Test
    void tellsNodesInTheOrderOfTheirPositions() {
        List<TreeHash> told = new ArrayList<>();
        Frontier frontier = new Frontier();
        for (TreeHash leaf : leaves) {
            assertThat(told).hasSize((int) MmrPosition.nodes(frontier.size()));
            frontier.append(leaf.toByteArray(), 0, (bytes, offset) -> told.add(TreeHash.at(bytes, offset)));
        }
        int seen = 0;
        for (int level = 0; (1 << level) <= SIZE; level++) {
            for (int index = 0; (index + 1) << level <= SIZE; index++, seen++) {
                List<TreeHash> below = leaves.subList(index << level, (index + 1) << level);
                assertThat(told.get((int) MmrPosition.of(level, index)))
                        .as("node %d of level %d", index, level)
                        .isEqualTo(NaiveTree.root(below));
            }
        }
        assertThat(seen).isEqualTo(told.size());
    }

    @Test
    void goesOnAfterBeingWrittenAndRead() {
        for (int n = 0; n < SIZE; n++) {
            Frontier restored = Objects.requireNonNull(
                    Frontier.decode(of(leaves.subList(0, n)).encode()));
            assertThat(restored.size()).isEqualTo(n);
            restored.append(leaves.get(n));
            assertThat(restored.root()).isEqualTo(NaiveTree.root(leaves.subList(0, n + 1)));
        }
    }

    @Test
    void refusesEveryFlippedBitOfWhatWasWritten() {
        for (int n : new int[] {0, 1, 2, 3, 7, 8, 100}) {
            byte[] encoded = of(leaves.subList(0, n)).encode();
            for (int bit = 0; bit < encoded.length * 8; bit++) {
                byte[] flipped = encoded.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                boolean sameShape = ByteBuffer.wrap(flipped).getLong() != n; // the root binds hashes, not the size
                assertThat(Frontier.decode(flipped) != null && !sameShape)
                        .as("bit %d at size %d", bit, n)
                        .isFalse();
            }
        }
    }

    @Test
    void refusesEveryOtherLength() {
        byte[] encoded = of(leaves.subList(0, 11)).encode();
        for (int length = 0; length < encoded.length + 70; length++) {
            assertThat(Frontier.decode(Arrays.copyOf(encoded, length)) != null)
                    .as("%d bytes", length)
                    .isEqualTo(length == encoded.length);
        }
    }

    @Test
    void refusesSizesNoTreeHas() {
        assertThat(Frontier.decode(encoded(Frontier.MAX_SIZE))).isNotNull();
        assertThat(Frontier.decode(encoded(Frontier.MAX_SIZE << 1))).isNull(); // negative
    }

    @Test
    void isFullAtTheLargestSize() {
        Frontier full = Objects.requireNonNull(Frontier.decode(encoded(Frontier.MAX_SIZE)));
        assertThatThrownBy(() -> full.append(leaves.get(0))).isInstanceOf(IllegalStateException.class);
        assertThat(full.root()).isEqualTo(leaves.get(0));
    }

    /** A frontier of one peak, which is its own root. */
    private byte[] encoded(long powerOfTwo) {
        byte[] peak = leaves.get(0).toByteArray();
        return ByteBuffer.allocate(72).putLong(powerOfTwo).put(peak).put(peak).array();
    }

    private static Frontier of(List<TreeHash> leaves) {
        Frontier frontier = new Frontier();
        leaves.forEach(frontier::append);
        return frontier;
    }
}
