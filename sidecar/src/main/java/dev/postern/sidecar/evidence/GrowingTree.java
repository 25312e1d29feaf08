package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import java.io.IOException;

/**
 * The tree over the log as it grows, and the file of its nodes. What it needs to go on is the peaks alone, so its memory
 * grows with the logarithm of the log. One thread's.
 */
final class GrowingTree {

    private final NodesFile nodes;
    private final Frontier frontier;
    private final MerkleHasher hasher = new MerkleHasher();
    private final ByteBuilder leaf = new ByteBuilder(1 << 12);
    private final byte[] hash = new byte[TreeHash.BYTES];

    GrowingTree(NodesFile nodes, Frontier frontier) {
        this.nodes = nodes;
        this.frontier = frontier;
    }

    long size() {
        return frontier.size();
    }

    NodesFile nodes() {
        return nodes;
    }

    TreeHash root() {
        return frontier.root();
    }

    /** The peaks, as a segment's header has them. */
    byte[] encode() {
        return frontier.encode();
    }

    /** Takes the leaves that are left in a frame; returns how many. */
    int append(FrameReader leaves) throws DamagedException {
        int taken = 0;
        while (leaves.next()) {
            appendOne(leaves);
            taken++;
        }
        return taken;
    }

    /** Takes the leaf that a reader stands at. */
    void appendOne(FrameReader leaves) throws DamagedException {
        leaf.clear();
        leaves.text(leaf);
        hasher.leaf(leaf.array(), 0, leaf.size(), hash, 0);
        frontier.append(hash, 0, nodes);
    }

    /** Writes the nodes of what was appended; when there is no room, it can be tried again. */
    void flush() throws IOException {
        nodes.flush();
    }

    void sync() throws IOException {
        nodes.sync();
    }

    void close() throws IOException {
        nodes.close();
    }
}
