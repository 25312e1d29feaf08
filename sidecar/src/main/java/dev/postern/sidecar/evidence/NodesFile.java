package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.NodeStore;
import dev.postern.evidence.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * All nodes of the tree in the order of their positions, 32 bytes each, so that any proof is a few reads. The file can be
 * made again from the segments and is synced only when one ends. Appended by one thread, read by many.
 */
final class NodesFile implements NodeSink, NodeStore, Closeable {

    static final String NAME = "nodes";

    private final DiskFile file;
    private final ByteBuilder pending = new ByteBuilder(1 << 16);
    private long written;

    /** The file, cut to the nodes of a tree of {@code size} leaves. */
    NodesFile(DiskFile file, long size) throws IOException {
        this.file = file;
        this.written = MmrPosition.nodes(size);
        file.truncate(written * TreeHash.BYTES);
    }

    @Override
    public void append(byte[] bytes, int offset) {
        pending.bytes(bytes, offset, TreeHash.BYTES);
    }

    /** Writes what was appended; when there is no room, it can be tried again. */
    void flush() throws IOException {
        file.write(written * TreeHash.BYTES, pending.array(), 0, pending.size());
        written += pending.size() / TreeHash.BYTES;
        pending.clear();
    }

    void sync() throws IOException {
        file.sync();
    }

    @Override
    public void read(int level, long index, byte[] into, int offset) {
        try {
            long at = MmrPosition.of(level, index) * TreeHash.BYTES;
            if (file.read(at, into, offset, TreeHash.BYTES) != TreeHash.BYTES) {
                throw new UncheckedIOException(
                        new IOException("node " + index + " of level " + level + " is not in the file"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
