package dev.postern.sidecar.evidence;

import java.io.Closeable;
import java.io.IOException;

/** One file, written and read at positions. Reading is safe for threads beside one that writes. */
public interface DiskFile extends Closeable {

    /**
     * Writes all of the bytes.
     *
     * @throws DiskFullException when there is no room; part of the bytes may have been written
     */
    void write(long at, byte[] bytes, int offset, int length) throws IOException;

    /** Reads as many bytes as there are, at most {@code length}; returns how many. */
    int read(long at, byte[] into, int offset, int length) throws IOException;

    /** Makes durable what was written, and with it the file's length. */
    void sync() throws IOException;

    long size() throws IOException;

    void truncate(long size) throws IOException;
}
