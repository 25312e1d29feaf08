package dev.postern.evidence;

import java.util.List;

/**
 * A claim that a leaf is at {@code index} of the tree of {@code size} leaves: the siblings on its way to the root, from
 * the leaf up (RFC 6962 §2.1.1). Any values can be held; only {@link #verify} says what they are worth.
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Checks the claim for a leaf's hash against a checkpoint, whose size must be the proof's. */
    public Verification verify(TreeHash leaf, Checkpoint checkpoint) {
        if (size != checkpoint.size()) {
            return Verification.refuted(
                    EvidenceFault.SIZE_MISMATCH,
                    "the proof is for size " + size + ", the checkpoint has size " + checkpoint.size());
        }
        return verify(leaf, checkpoint.root());
    }

    /** Checks the claim for a leaf's hash against the root at the proof's size. Every hash of the path must be needed. */
    public Verification verify(TreeHash leaf, TreeHash root) {
        if (size < 1 || size > Frontier.MAX_SIZE || index < 0 || index >= size) {
            return Verification.refuted(
                    EvidenceFault.INDEX_OUT_OF_RANGE, "index " + index + " is not within size " + size);
        }
        int expected = Climb.siblings(0, index, size);
        if (path.size() != expected) {
            return Verification.refuted(
                    EvidenceFault.PATH_LENGTH, "the path has " + path.size() + " hashes, expected " + expected);
        }
        TreeHash computed = rootAbove(leaf);
        return computed.equals(root)
                ? Verification.verified()
                : Verification.refuted(
                        EvidenceFault.ROOT_MISMATCH, "the path leads to " + computed + ", expected " + root);
    }

    private TreeHash rootAbove(TreeHash leaf) {
        MerkleHasher hasher = new MerkleHasher();
        byte[] hash = leaf.toByteArray();
        Climb climb = new Climb(0, index, size);
        for (TreeHash sibling : path) {
            climb.next();
            hasher.join(hash, sibling, climb.siblingIsLeft());
        }
        return TreeHash.of(hash);
    }
}
