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
        int level = Long.numberOfTrailingZeros(oldSize);
        long lastPeak = (oldSize >> level) - 1;
        boolean seeded = lastPeak != 0 && oldSize != newSize; // else the walk starts from the old root itself
        int expected = oldSize == newSize ? 0 : (seeded ? 1 : 0) + Climb.siblings(level, lastPeak, newSize);
        if (path.size() != expected) {
            return Verification.refuted(
                    EvidenceFault.PATH_LENGTH, "the path has " + path.size() + " hashes, expected " + expected);
        }
        if (oldSize == newSize) {
            return compare("old", oldRoot, newRoot);
        }
        return climb(
                new Climb(level, lastPeak, newSize),
                seeded ? path.get(0) : oldRoot,
                path.subList(seeded ? 1 : 0, expected),
                oldRoot,
                newRoot);
    }

    /** Left siblings are peaks of the old tree and belong to both roots, right siblings came later. */
    private static Verification climb(
            Climb climb, TreeHash seed, List<TreeHash> siblings, TreeHash oldRoot, TreeHash newRoot) {
        MerkleHasher hasher = new MerkleHasher();
        byte[] older = seed.toByteArray();
        byte[] newer = seed.toByteArray();
        for (TreeHash sibling : siblings) {
            climb.next();
            if (climb.siblingIsLeft()) {
                hasher.join(older, sibling, true);
            }
            hasher.join(newer, sibling, climb.siblingIsLeft());
        }
        Verification old = compare("old", TreeHash.of(older), oldRoot);
        return old.isVerified() ? compare("new", TreeHash.of(newer), newRoot) : old;
    }

    private static Verification compare(String which, TreeHash computed, TreeHash expected) {
        return computed.equals(expected)
                ? Verification.verified()
                : Verification.refuted(
                        EvidenceFault.ROOT_MISMATCH,
                        "the path leads to the " + which + " root " + computed + ", expected " + expected);
    }
}
