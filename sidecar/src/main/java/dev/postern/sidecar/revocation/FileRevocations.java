package dev.postern.sidecar.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Acts of revoking in a file that only grows, a line each ({@link RevocationText}), synced before {@link #append} returns.
 * Several processes of one machine may share it; each takes a lock to append. What a crash left half written lies after the
 * last end of a line, where no reader goes, and is cut off by the next append. A whole line that is no act, or a file that
 * became shorter, is an error for good: something was lost that nobody can name any more.
 */
public final class FileRevocations implements RevocationFeed {

    private static final int CHUNK = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 100;

    private final Path file;
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
        // A lock of the file is held by the process, so threads of this one need a lock of their own.
        synchronized (appended) {
            boolean fresh = Files.notExists(file);
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock held = lock(channel)) {
                if (!held.isValid()) {
                    throw new IOException("the lock of " + file + " was lost");
                }
                long end = wholeLines(channel);
                channel.truncate(end);
                ByteBuffer rest = ByteBuffer.wrap(line);
                while (rest.hasRemaining()) {
                    end += channel.write(rest, end);
                }
                channel.force(true);
            }
            if (fresh) {
                syncDirectory();
            }
            appended.notifyAll();
        }
    }

    @Override
    public Batch read(String position, Duration wait) throws IOException, InterruptedException {
        long from = position.equals(START) ? 0 : Long.parseLong(position);
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
    public void close() {
        closed = true;
        synchronized (appended) {
            appended.notifyAll();
        }
    }

    private Batch read(long from) throws IOException {
        try {
            // Most looks find nothing new, and those open no file.
            return Files.size(file) == from ? new Batch(List.of(), Long.toString(from), true) : readOn(from);
        } catch (NoSuchFileException none) {
            if (from > 0) {
                throw none;
            }
            return new Batch(List.of(), START, true);
        }
    }

    private Batch readOn(long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < from) {
                throw new IOException(file + " has " + size + " bytes, expected at least the " + from + " read before");
            }
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size - from));
            fill(chunk, channel, from);
            return parse(chunk.array(), chunk.position(), from, from + chunk.position() == size);
        }
    }

    private Batch parse(byte[] bytes, int length, long from, boolean last) throws IOException {
        List<Revocation> acts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                Revocation act = RevocationText.parse(new String(bytes, start, i - start, US_ASCII));
                if (act == null) {
                    throw new IOException(
                            file + " holds something else than acts of revoking at byte " + (from + start));
                }
                acts.add(act);
                start = i + 1;
            }
        }
        if (length - start > RevocationText.MAX_CHARS) {
            throw new IOException(file + " holds something else than acts of revoking at byte " + (from + start));
        }
        return new Batch(acts, Long.toString(from + start), last);
    }

    /** The lock of the file; held by this very process elsewhere it is asked for again, since nothing tells of its end. */
    private FileLock lock(FileChannel channel) throws IOException {
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
                appended.wait(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** Where the last whole line ends. */
    private static long wholeLines(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(RevocationText.MAX_CHARS + 1, size));
        long start = size - tail.capacity();
        fill(tail, channel, start);
        for (int i = tail.position(); i > 0; i--) {
            if (tail.get(i - 1) == '\n') {
                return start + i;
            }
        }
        if (start > 0) {
            throw new IOException("no whole line in the last " + tail.capacity() + " bytes");
        }
        return 0;
    }

    private static void fill(ByteBuffer buffer, FileChannel channel, long from) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, from + buffer.position());
        }
    }

    private void syncDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
