package dev.postern.sidecar.revocation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps others from changing a record. It is the lock of a file of its own, {@code NAME.lock}: the record's is replaced by
 * pruning, and a process loses its locks of a file with the first of its channels of that file that is closed.
 */
final class RecordLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private RecordLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits for other processes. */
    static RecordLock of(Path record) throws IOException {
        Path file = record.resolveSibling(record.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new RecordLock(file, channel, lock(file, channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Held by this very process elsewhere it is asked for again, since nothing tells of its end. */
    private static FileLock lock(Path file, FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException elsewhere) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(file + " is locked by this process already", elsewhere);
                }
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** Makes sure that it is held. */
    void check() throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock " + file + " was lost");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
