package dev.postern.sidecar.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the real file system; only the owner may read what is written. Thread-safe. */
public final class FileDisk implements Disk {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    private FileDisk(Path directory) {
        this.directory = directory;
    }

    /** The directory, made when it is not there. */
    public static FileDisk open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
        }
        return new FileDisk(directory);
    }

    /** A directory that is only read; it need not be writable. */
    public static FileDisk existing(Path directory) {
        return new FileDisk(directory);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Path path = directory.resolve(name);
        if (!Files.exists(path)) {
            create(path);
        }
        return Files.isWritable(path)
                ? new OpenFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE))
                : new OpenFile(FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public DiskFile openExisting(String name) throws IOException {
        return new OpenFile(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
    }

    private static void create(Path path) throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (IOException e) {
            throw isFull(e) ? new DiskFullException(String.valueOf(e.getMessage()), e) : e;
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void syncNames() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public @Nullable Closeable lock(String name) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(name),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // Another log of this very process holds it.
        }
        channel.close();
        return null;
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static final class OpenFile implements DiskFile {
        private final FileChannel channel;

        OpenFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(long at, byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            long position = at;
            try {
                while (rest.hasRemaining()) {
                    position += channel.write(rest, position);
                }
            } catch (IOException e) {
                throw isFull(e) ? new DiskFullException(String.valueOf(e.getMessage()), e) : e;
            }
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(into, offset, length);
            int done = 0;
            while (rest.hasRemaining()) {
                int read = channel.read(rest, at + done);
                if (read < 0) {
                    break;
                }
                done += read;
            }
            return done;
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The JDK tells errors of the system apart by nothing but their text. */
    private static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
