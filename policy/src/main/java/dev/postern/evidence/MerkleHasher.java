package dev.postern.evidence;

import dev.postern.crypto.Sha256;

/**
 * Hashes leaves and nodes as RFC 6962 §2.1 does: a leaf is SHA-256(0x00 ‖ its bytes), a node SHA-256(0x01 ‖ left ‖
 * right), so that no leaf passes for a node. Holds its digest and allocates nothing per hash; not thread-safe.
 */
public final class MerkleHasher {

    /** Bytes of what a node hashes: its prefix and two hashes. */
    static final int NODE_BYTES = 1 + 2 * TreeHash.BYTES;

    static final byte NODE_PREFIX = 0x01;

    private static final byte LEAF_PREFIX = 0x00;

    /** The root of the tree without leaves: the hash of nothing. */
    public static final TreeHash EMPTY_ROOT = emptyRoot();

    private final Sha256 sha256 = new Sha256();
    private final byte[] node = new byte[NODE_BYTES];

    public MerkleHasher() {
        node[0] = NODE_PREFIX;
    }

    /** The hash of one leaf. For many, keep a hasher. */
    public static TreeHash leafHash(byte[] leaf) {
        byte[] hash = new byte[TreeHash.BYTES];
        new MerkleHasher().leaf(leaf, 0, leaf.length, hash, 0);
        return TreeHash.at(hash, 0);
    }

    /** Writes the hash of the leaf {@code bytes[offset, offset + length)} at {@code intoOffset} of {@code into}. */
    public void leaf(byte[] bytes, int offset, int length, byte[] into, int intoOffset) {
        sha256.update(LEAF_PREFIX).update(bytes, offset, length).digestInto(into, intoOffset);
    }

    /** Writes the hash of the node over two hashes at {@code intoOffset} of {@code into}, which may hold either. */
    public void node(byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] into, int intoOffset) {
        System.arraycopy(left, leftOffset, node, 1, TreeHash.BYTES);
        System.arraycopy(right, rightOffset, node, 1 + TreeHash.BYTES, TreeHash.BYTES);
        preparedNode(node, 0, into, intoOffset);
    }

    /** Replaces {@code hash} by that of the node over it and its sibling. */
    void join(byte[] hash, TreeHash sibling, boolean siblingIsLeft) {
        System.arraycopy(hash, 0, node, siblingIsLeft ? 1 + TreeHash.BYTES : 1, TreeHash.BYTES);
        sibling.copyTo(node, siblingIsLeft ? 1 : 1 + TreeHash.BYTES);
        preparedNode(node, 0, hash, 0);
    }

    /** Writes the hash of a node whose prefix and two hashes lie ready at {@code offset} of {@code prepared}. */
    void preparedNode(byte[] prepared, int offset, byte[] into, int intoOffset) {
        sha256.update(prepared, offset, NODE_BYTES).digestInto(into, intoOffset);
    }

    private static TreeHash emptyRoot() {
        byte[] hash = new byte[TreeHash.BYTES];
        new Sha256().digestInto(hash, 0);
        return TreeHash.of(hash);
    }
}
