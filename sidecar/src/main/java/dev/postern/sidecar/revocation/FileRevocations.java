package dev.postern.sidecar.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Acts of revoking in a file, a line each ({@link RevocationText}), synced before {@link #append} returns. Several
 * processes of one machine may share it; whoever appends or prunes holds the lock of a file beside it. What a crash left
 * half written lies after the last end of a line, where no reader goes, and is cut off by the next append. Pruning puts
 * another file in its place, of the next generation ({@link RecordHead}). A whole line that is no act, a file that became
 * shorter, or one of an earlier generation, is an error for good: something was lost that nobody can name any more.
 */
public final class FileRevocations implements RevocationFeed {

    private static final long POLL_MILLIS = 100;

    private final Path file;
    private final Object writing = new Object();
    private final Object appended = new Object();
    private volatile boolean closed;

    /** The record in {@code file}, which need not exist yet; its directory does. */
    public FileRevocations(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void append(Revocation act) throws IOException {
        byte[] line = (RevocationText.print(act) + "\n").getBytes(US_ASCII);
        // The lock is held by the process, so threads of this one need a lock of their own.
        synchronized (writing) {
            try (RecordLock held = RecordLock.of(file)) {
                held.check();
                boolean fresh = Files.notExists(file);
                try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    RecordFile.append(channel, line);
                }
                if (fresh) {
                    RecordFile.syncDirectory(file);
                }
            }
        }
        synchronized (appended) {
            appended.notifyAll();
        }
    }

    @Override
    public Batch read(String position, Duration wait) throws IOException, InterruptedException {
        FilePosition from = FilePosition.parse(position);
        long deadline = System.nanoTime() + wait.toNanos();
        while (!closed) {
            Batch batch = read(from);
            long left = deadline - System.nanoTime();
            if (!batch.acts().isEmpty() || left <= 0) {
                return batch;
            }
            synchronized (appended) {
                appended.wait(Math.max(1, Math.min(POLL_MILLIS, left / 1_000_000)));
            }
        }
        throw new IOException("closed");
    }

    @Override
    public int prune(long now) throws IOException {
        synchronized (writing) {
            try (RecordLock held = RecordLock.of(file)) {
                held.check();
                return Files.exists(file) ? new FilePruning(file).prune(now) : 0;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (appended) {
            appended.notifyAll();
        }
    }

    private Batch read(FilePosition from) throws IOException {
        try (RecordFile record = RecordFile.open(file)) {
            return record.read(from);
        } catch (NoSuchFileException none) {
            if (!from.equals(FilePosition.START)) {
                throw none;
            }
            return new Batch(List.of(), START, true);
        }
    }
}
