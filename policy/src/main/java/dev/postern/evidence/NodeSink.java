package dev.postern.evidence;

/**
 * Takes the nodes of a growing tree in the order of their positions ({@link MmrPosition}): a leaf, then the parents it
 * completes, each written once and never again.
 */
@FunctionalInterface
public interface NodeSink {

    /** The next node is the 32 bytes at {@code offset} of {@code bytes}, valid only during the call. */
    void append(byte[] bytes, int offset);
}
