package dev.postern.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Proofs and roots out of stored nodes, for the tree at its present size and at every size it ever had. Each costs at
 * most one read and one hash per level, twice. As safe for threads as its store.
 */
public final class MerkleTree {

    private final NodeStore nodes;
    private final long size;

    /** The tree of {@code size} leaves whose complete nodes are all in {@code nodes}. */
    public MerkleTree(NodeStore nodes, long size) {
        if (size < 0 || size > Frontier.MAX_SIZE) {
            throw new IllegalArgumentException("size " + size + ", expected 0 to 2^62");
        }
        this.nodes = nodes;
        this.size = size;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The hash of leaf {@code index}, 0 to size - 1. */
    public TreeHash leaf(long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("leaf " + index + " of " + size);
        }
        return node(0, index);
    }

    /**
     * That leaf {@code index} is in the tree of its first {@code atSize} leaves.
     *
     * @throws IndexOutOfBoundsException unless index &lt; atSize &lt;= size
     */
    public InclusionProof inclusion(long index, long atSize) {
        if (index < 0 || index >= atSize || atSize > size) {
            throw new IndexOutOfBoundsException("leaf " + index + " at size " + atSize + " of " + size);
        }
        return new InclusionProof(index, atSize, path(0, index, atSize));
    }

    /**
     * That the tree of the first {@code newSize} leaves begins with the one of the first {@code oldSize}.
     *
     * @throws IndexOutOfBoundsException unless 1 &lt;= oldSize &lt;= newSize &lt;= size
     */
    public ConsistencyProof consistency(long oldSize, long newSize) {
        if (oldSize < 1 || oldSize > newSize || newSize > size) {
            throw new IndexOutOfBoundsException("from size " + oldSize + " to " + newSize + " of " + size);
        }
        if (oldSize == newSize) {
            return new ConsistencyProof(oldSize, newSize, List.of());
        }
        List<TreeHash> path = prefixPath(oldSize, newSize);
        boolean peakIsRoot = PrefixRoots.index(oldSize) == 0; // which who verifies has
        return new ConsistencyProof(oldSize, newSize, peakIsRoot ? path.subList(1, path.size()) : path);
    }

    /** The last peak of the first {@code oldSize} leaves and the siblings on its way up, 1 &lt;= oldSize &lt; newSize. */
    List<TreeHash> prefixPath(long oldSize, long newSize) {
        int level = PrefixRoots.level(oldSize);
        long index = PrefixRoots.index(oldSize);
        List<TreeHash> path = path(level, index, newSize);
        path.add(0, node(level, index));
        return path;
    }

    /** The root over the first {@code atSize} leaves, 0 to size. */
    public TreeHash root(long atSize) {
        if (atSize < 0 || atSize > size) {
            throw new IndexOutOfBoundsException("root at size " + atSize + " of " + size);
        }
        return atSize == 0 ? MerkleHasher.EMPTY_ROOT : bag(atSize, atSize);
    }

    private List<TreeHash> path(int level, long index, long atSize) {
        List<TreeHash> path = new ArrayList<>(Long.SIZE);
        Climb climb = new Climb(level, index, atSize);
        while (climb.next()) {
            boolean complete = climb.sibling() < atSize >> climb.level();
            path.add(
                    complete
                            ? node(climb.level(), climb.sibling())
                            : bag(atSize, atSize & ((1L << climb.level()) - 1)));
        }
        return path;
    }

    private TreeHash node(int level, long index) {
        byte[] hash = new byte[TreeHash.BYTES];
        nodes.read(level, index, hash, 0);
        return TreeHash.at(hash, 0);
    }

    /** The peaks of the tree of {@code atSize} leaves at the levels whose bits are set, bagged from the right to the left. */
    private TreeHash bag(long atSize, long levels) {
        int lowest = Long.numberOfTrailingZeros(levels);
        byte[] bag = new byte[TreeHash.BYTES];
        nodes.read(lowest, (atSize >> lowest) - 1, bag, 0);
        MerkleHasher hasher = new MerkleHasher();
        byte[] peak = new byte[TreeHash.BYTES];
        for (long rest = levels & (levels - 1); rest != 0; rest &= rest - 1) {
            int level = Long.numberOfTrailingZeros(rest);
            nodes.read(level, (atSize >> level) - 1, peak, 0);
            hasher.node(peak, 0, bag, 0, bag, 0);
        }
        return TreeHash.at(bag, 0);
    }
}
