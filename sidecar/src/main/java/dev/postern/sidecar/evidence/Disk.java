package dev.postern.sidecar.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of files: all that the log asks of a file system, small enough for tests to break it at will. */
public interface Disk {

    /** Opens a file for reading and writing, making it when it is not there. */
    DiskFile open(String name) throws IOException;

    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    DiskFile openExisting(String name) throws IOException;

    /** The names of all files, in order. */
    List<String> names() throws IOException;

    /** Puts a file in the place of another at once. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Makes durable which files there are. */
    void syncNames() throws IOException;

    /** Keeps every other process out until closed; {@code null} when another is in. */
    @Nullable
    Closeable lock(String name) throws IOException;

    /** The whole of a small file. */
    default byte[] read(String name) throws IOException {
        try (DiskFile file = open(name)) {
            byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /** Writes a small file and makes it durable, in one step as others see it. */
    default void replace(String name, byte[] bytes) throws IOException {
        String fresh = name + ".tmp";
        try (DiskFile file = open(fresh)) {
            file.truncate(0);
            file.write(0, bytes, 0, bytes.length);
            file.sync();
        }
        rename(fresh, name);
        syncNames();
    }
}
