package dev.postern.sidecar.audit;

import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.NodeStore;
import dev.postern.evidence.TreeHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The few nodes that a proof needs, caught as the tree is grown again: first a rehearsal says which are wanted, then they
 * are kept as they pass by, then the proof is made of them. So a proof out of any log takes a pass over it and a handful
 * of hashes.
 */
public final class WantedNodes implements NodeSink, NodeStore {

    private final KeptNodes before;
    private final Map<Long, byte[]> kept = new HashMap<>();
    private long position;

    private WantedNodes(KeptNodes before) {
        this.before = before;
        this.position = MmrPosition.nodes(before.first());
    }

    /**
     * Wants what {@code proving} asks of a tree of {@code size} leaves; what it makes of blank nodes is dropped.
     *
     * @param before has the nodes over leaves that are not in the log any more
     */
    public static WantedNodes of(long size, Consumer<MerkleTree> proving, KeptNodes before) {
        WantedNodes wanted = new WantedNodes(before);
        proving.accept(new MerkleTree(wanted::note, size));
        return wanted;
    }

    private void note(int level, long index, byte[] into, int offset) {
        kept.put(MmrPosition.of(level, index), new byte[0]);
    }

    @Override
    public void append(byte[] bytes, int offset) {
        kept.computeIfPresent(position++, (at, before) -> Arrays.copyOfRange(bytes, offset, offset + TreeHash.BYTES));
    }

    @Override
    public void read(int level, long index, byte[] into, int offset) {
        byte[] node = kept.get(MmrPosition.of(level, index));
        if (node == null || node.length == 0) {
            before.read(level, index, into, offset);
        } else {
            System.arraycopy(node, 0, into, offset, TreeHash.BYTES);
        }
    }
}
