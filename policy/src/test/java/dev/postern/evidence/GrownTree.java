package dev.postern.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A tree grown leaf by leaf as a log grows one, with its leaves at hand for comparison. */
final class GrownTree {

    private final List<TreeHash> leaves = new ArrayList<>();
    private final Frontier frontier = new Frontier();
    private final MemoryNodes nodes = new MemoryNodes();

    static GrownTree of(int size) {
        GrownTree tree = new GrownTree();
        for (int i = 0; i < size; i++) {
            tree.append(MerkleHasher.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return tree;
    }

    void append(TreeHash leaf) {
        leaves.add(leaf);
        frontier.append(leaf.toByteArray(), 0, nodes);
    }

    List<TreeHash> leaves() {
        return leaves;
    }

    List<TreeHash> leaves(int size) {
        return leaves.subList(0, size);
    }

    Frontier frontier() {
        return frontier;
    }

    MerkleTree tree() {
        return new MerkleTree(nodes, frontier.size());
    }
}
