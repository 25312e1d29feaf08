package dev.postern.evidence;

import java.util.ArrayList;
import java.util.List;

/** All nodes of a tree in memory, 64 bytes a leaf, appended by a {@link Frontier}. Not thread-safe. */
public final class MemoryNodes implements NodeSink, NodeStore {

    private static final int NODES_PER_PAGE = 1 << 12;

    private final List<byte[]> pages = new ArrayList<>();
    private long count;

    @Override
    public void append(byte[] bytes, int offset) {
        int slot = (int) (count % NODES_PER_PAGE);
        if (slot == 0) {
            pages.add(new byte[NODES_PER_PAGE * TreeHash.BYTES]);
        }
        System.arraycopy(bytes, offset, pages.get(pages.size() - 1), slot * TreeHash.BYTES, TreeHash.BYTES);
        count++;
    }

    @Override
    public void read(int level, long index, byte[] into, int offset) {
        long position = MmrPosition.of(level, index);
        if (position >= count) {
            throw new IndexOutOfBoundsException("node " + index + " of level " + level + " in " + count + " nodes");
        }
        byte[] page = pages.get((int) (position / NODES_PER_PAGE));
        int slot = (int) (position % NODES_PER_PAGE);
        System.arraycopy(page, slot * TreeHash.BYTES, into, offset, TreeHash.BYTES);
    }
}
