package dev.postern.evidence;

/**
 * Where a node lies in the append-only sequence of all nodes, a Merkle Mountain Range: post-order, so a parent follows
 * its right child at once and nothing written ever moves. Level 0 are the leaves; node {@code index} of level {@code h}
 * stands over the leaves from {@code index·2^h} to {@code (index+1)·2^h - 1}.
 */
public final class MmrPosition {

    private MmrPosition() {}

    /** The position of a node, from 0. */
    public static long of(int level, long index) {
        long lastLeaf = ((index + 1) << level) - 1;
        return nodes(lastLeaf) + level;
    }

    /** How many nodes a tree of {@code size} leaves has: also the position of its next leaf. */
    public static long nodes(long size) {
        return 2 * size - Long.bitCount(size);
    }
}
