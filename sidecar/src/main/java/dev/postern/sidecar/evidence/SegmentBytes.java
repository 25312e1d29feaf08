package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import java.io.Closeable;
import java.io.IOException;

/**
 * The bytes of a segment as they were first written, whichever way the file now holds them. All that reads segments reads
 * them here. Not thread-safe.
 */
interface SegmentBytes extends Closeable {

    /** The segment of that name, which must be there. */
    static SegmentBytes open(Disk disk, String name) throws IOException, DamagedException {
        DiskFile file = disk.openExisting(name);
        try {
            return CompressedBytes.isCompressed(file) ? new CompressedBytes(name, file) : new PlainBytes(file);
        } catch (IOException | DamagedException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    long size() throws IOException;

    /** Reads as many bytes as there are, at most {@code length}; returns how many. */
    int read(long at, byte[] into, int offset, int length) throws IOException, DamagedException;

    /** Whether the segment was ended when it got this form. */
    boolean isEnded();
}
