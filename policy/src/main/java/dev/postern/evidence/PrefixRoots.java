package dev.postern.evidence;

import java.util.List;

/**
 * The roots of a tree and of a prefix of it, computed together from the node over the last leaves of the prefix (its last
 * peak) and the siblings on that node's way up: left ones are peaks of the prefix and belong to both, right ones came
 * later.
 */
record PrefixRoots(TreeHash prefix, TreeHash whole) {

    /** The level of the node a walk from {@code oldSize} starts at. */
    static int level(long oldSize) {
        return Long.numberOfTrailingZeros(oldSize);
    }

    /** Its index in that level; 0 means it is the prefix's root. */
    static long index(long oldSize) {
        return (oldSize >> level(oldSize)) - 1;
    }

    /** How many siblings the walk meets, for 1 &lt;= oldSize &lt; newSize. */
    static int siblings(long oldSize, long newSize) {
        return Climb.siblings(level(oldSize), index(oldSize), newSize);
    }

    /** Walks up through exactly {@link #siblings}. */
    static PrefixRoots of(long oldSize, long newSize, TreeHash peak, List<TreeHash> siblings) {
        MerkleHasher hasher = new MerkleHasher();
        byte[] prefix = peak.toByteArray();
        byte[] whole = peak.toByteArray();
        Climb climb = new Climb(level(oldSize), index(oldSize), newSize);
        for (TreeHash sibling : siblings) {
            climb.next();
            if (climb.siblingIsLeft()) {
                hasher.join(prefix, sibling, true);
            }
            hasher.join(whole, sibling, climb.siblingIsLeft());
        }
        return new PrefixRoots(TreeHash.of(prefix), TreeHash.of(whole));
    }
}
