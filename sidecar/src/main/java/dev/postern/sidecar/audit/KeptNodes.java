package dev.postern.sidecar.audit;

import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.NodeStore;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.evidence.Disk;
import dev.postern.sidecar.evidence.DiskFile;
import dev.postern.sidecar.evidence.Names;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that lie beside a log, for what a pass over a trimmed log cannot grow again. What is made of them has to be
 * verified against a checkpoint, as every proof is.
 */
public final class KeptNodes implements NodeStore, Closeable {

    private final @Nullable DiskFile file;
    private final long first;

    private KeptNodes(@Nullable DiskFile file, long first) {
        this.file = file;
        this.first = first;
    }

    /** Those of the log in a directory. */
    public static KeptNodes of(Disk disk) throws IOException {
        List<String> names = disk.names();
        long first = names.stream()
                .filter(Names::isSegment)
                .findFirst()
                .map(Names::first)
                .orElse(0L);
        return new KeptNodes(names.contains(Names.NODES) ? disk.open(Names.NODES) : null, first);
    }

    /** Index of the first leaf that is still in the log. */
    long first() {
        return first;
    }

    @Override
    public void read(int level, long index, byte[] into, int offset) {
        try {
            long at = MmrPosition.of(level, index) * TreeHash.BYTES;
            if (file == null || file.read(at, into, offset, TreeHash.BYTES) != TreeHash.BYTES) {
                throw new UncheckedIOException(
                        new IOException("node " + index + " of level " + level + " neither passed by nor was kept"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
