package dev.postern.sidecar.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An open file of acts of revoking: a {@link RecordHead} if it was ever pruned, then acts, a line each. */
final class RecordFile implements AutoCloseable {

    private static final int CHUNK = 256 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final RecordHead head;

    private RecordFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        ByteBuffer first = ByteBuffer.allocate(RecordHead.MAX_CHARS);
        fill(first, channel, 0);
        this.head = RecordHead.of(new String(first.array(), 0, first.position(), US_ASCII));
    }

    static RecordFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new RecordFile(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Appends a line behind the last whole one, and syncs it. */
    static void append(FileChannel channel, byte[] line) throws IOException {
        long end = wholeLines(channel);
        channel.truncate(end);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
            end += channel.write(rest, end);
        }
        channel.force(true);
    }

    /** Makes sure that a file's name outlives a crash. */
    static void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    RecordHead head() {
        return head;
    }

    /** The acts after a position in this file or the one that it took the place of; after one in an older file, all. */
    RevocationFeed.Batch read(FilePosition position) throws IOException {
        if (position.generation() > head.generation()) {
            throw new IOException(file + " is older than what was read before");
        }
        long from = head.offset(position);
        long size = channel.size();
        if (size < from) {
            throw new IOException(file + " has " + size + " bytes, expected at least the " + from + " read before");
        }
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size - from));
        fill(chunk, channel, from);
        return parse(chunk.array(), chunk.position(), from, from + chunk.position() == size);
    }

    /** Every act, the oldest first; the position after the last. */
    FilePosition forEach(Sink sink) throws IOException {
        RevocationFeed.Batch batch = read(FilePosition.START);
        while (true) {
            for (Revocation act : batch.acts()) {
                sink.take(act);
            }
            FilePosition end = FilePosition.parse(batch.position());
            if (batch.last()) {
                return end;
            }
            batch = read(end);
        }
    }

    /** Takes acts, and may fail. */
    interface Sink {
        void take(Revocation act) throws IOException;
    }

    private RevocationFeed.Batch parse(byte[] bytes, int length, long from, boolean last) throws IOException {
        List<Revocation> acts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                Revocation act = RevocationText.parse(new String(bytes, begin, i - begin, US_ASCII));
                if (act == null) {
                    throw noActs(from + begin);
                }
                acts.add(act);
                begin = i + 1;
            }
        }
        if (length - begin > RevocationText.MAX_CHARS) {
            throw noActs(from + begin);
        }
        String position = new FilePosition(head.generation(), from + begin).toString();
        return new RevocationFeed.Batch(acts, position, last);
    }

    private IOException noActs(long offset) {
        return new IOException(file + " holds something else than acts of revoking at byte " + offset);
    }

    /** Where the last whole line ends. */
    private static long wholeLines(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(RevocationText.MAX_CHARS + 1, size));
        long from = size - tail.capacity();
        fill(tail, channel, from);
        for (int i = tail.position(); i > 0; i--) {
            if (tail.get(i - 1) == '\n') {
                return from + i;
            }
        }
        if (from > 0) {
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
