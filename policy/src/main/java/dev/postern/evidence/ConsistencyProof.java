package dev.postern.evidence;

import java.util.List;

/**
 * A claim that the tree of {@code newSize} leaves begins with the tree of {@code oldSize}: nothing was taken away or
 * changed between (RFC 6962 §2.1.2). Any values can be held; only {@link #verify} says what they are worth.
 */
public record ConsistencyProof(long oldSize, long newSize, List<TreeHash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Checks the claim between two checkpoints of one log, whose sizes must be the proof's. */
    public Verification verify(Checkpoint older, Checkpoint newer) {
        if (!older.origin().equals(newer.origin())) {
            return Verification.refuted(
                    EvidenceFault.ORIGIN_MISMATCH,
                    "one checkpoint is of '" + older.origin() + "', the other of '" + newer.origin() + "'");
        }
        if (oldSize != older.size() || newSize != newer.size()) {
            return Verification.refuted(
                    EvidenceFault.SIZE_MISMATCH,
                    "the proof is from size " + oldSize + " to " + newSize + ", the checkpoints have " + older.size()
                            + " and " + newer.size());
        }
        return verify(older.root(), newer.root());
    }

    /**
     * Checks the claim against the roots at the two sizes. Every hash of the path must be needed. From the empty tree
     * everything follows and nothing is shown, so an old size of 0 is refused.
     */
    public Verification verify(TreeHash oldRoot, TreeHash newRoot) {
        if (oldSize < 1 || oldSize > newSize || newSize > Frontier.MAX_SIZE) {
            return Verification.refuted(
                    EvidenceFault.SIZE_MISMATCH,
                    "from size " + oldSize + " to " + newSize + ", expected 1 to the new size");
        }
        // The walk starts at the last peak of the old tree, which comes first unless it is the old root itself.
        int first = oldSize == newSize || PrefixRoots.index(oldSize) == 0 ? 0 : 1;
        int expected = oldSize == newSize ? 0 : first + PrefixRoots.siblings(oldSize, newSize);
        if (path.size() != expected) {
            return Verification.refuted(
                    EvidenceFault.PATH_LENGTH, "the path has " + path.size() + " hashes, expected " + expected);
        }
        if (oldSize == newSize) {
            return compare("old", oldRoot, newRoot);
        }
        TreeHash peak = first == 0 ? oldRoot : path.get(0);
        PrefixRoots roots = PrefixRoots.of(oldSize, newSize, peak, path.subList(first, expected));
        Verification old = compare("old", roots.prefix(), oldRoot);
        return old.isVerified() ? compare("new", roots.whole(), newRoot) : old;
    }

    private static Verification compare(String which, TreeHash computed, TreeHash expected) {
        return computed.equals(expected)
                ? Verification.verified()
                : Verification.refuted(
                        EvidenceFault.ROOT_MISMATCH,
                        "the path leads to the " + which + " root " + computed + ", expected " + expected);
    }
}
