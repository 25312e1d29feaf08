package dev.postern.sidecar.audit;

import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.evidence.Disk;
import dev.postern.sidecar.evidence.DiskFile;
import dev.postern.sidecar.evidence.Names;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares leaves with the nodes that were kept when they were written. Those prove nothing, but where a log does not give
 * its root any more they tell which leaf was changed.
 */
public final class NodesCheck implements Closeable {

    private final @Nullable DiskFile nodes;
    private final byte[] kept = new byte[TreeHash.BYTES];
    private long difference = -1;

    private NodesCheck(@Nullable DiskFile nodes) {
        this.nodes = nodes;
    }

    /** The nodes of that log; without any nothing differs. */
    public static NodesCheck open(Disk disk) throws IOException {
        return new NodesCheck(disk.names().contains(Names.NODES) ? disk.open(Names.NODES) : null);
    }

    /** Takes the hash of a leaf as it is now. */
    public void leaf(long index, byte[] hash) {
        if (nodes == null || difference >= 0) {
            return;
        }
        try {
            int read = nodes.read(MmrPosition.of(0, index) * TreeHash.BYTES, kept, 0, TreeHash.BYTES);
            if (read == TreeHash.BYTES && !Arrays.equals(kept, hash)) {
                difference = index;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first leaf that differs, or -1. */
    public long difference() {
        return difference;
    }

    @Override
    public void close() throws IOException {
        if (nodes != null) {
            nodes.close();
        }
    }
}
