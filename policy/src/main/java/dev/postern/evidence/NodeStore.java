package dev.postern.evidence;

/** The stored nodes of a tree, read at random. Only complete nodes are stored, those over a full 2^level leaves. */
@FunctionalInterface
public interface NodeStore {

    /**
     * Writes the 32 bytes of node {@code index} of {@code level} at {@code offset} of {@code into}. Asked only for nodes
     * whose leaves all lie within the tree; one that cannot be read is an unchecked exception.
     */
    void read(int level, long index, byte[] into, int offset);
}
