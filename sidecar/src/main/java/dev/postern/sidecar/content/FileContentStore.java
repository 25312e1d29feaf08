package dev.postern.sidecar.content;

import dev.postern.crypto.ContentDigest;
import dev.postern.evidence.content.ArtifactType;
import dev.postern.evidence.content.Content;
import dev.postern.evidence.content.ContentStore;
import dev.postern.evidence.content.Retrieval;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Content in files, one each, named by its digest; as MEZ lays out its artefacts, {@code <base>/<type>/<digest>.json}. A file is written beside
 * its place, synced, moved there and the directory synced, so a reader or a crash sees all of it or nothing. Links are not
 * followed. Thread-safe, also between processes.
 */
public final class FileContentStore implements ContentStore {

    private static final String MEZ_SUFFIX = ".json";

    private final Path directory;
    private final String suffix;
    private final int maxBytes;
    private final IntegrityObserver observer;

    /**
     * The store in {@code directory}, which must be there for content to be put.
     *
     * @param suffix of every file, after the digest
     * @param maxBytes of one content: larger ones are not taken, and of what is larger on disk no more is read
     */
    public FileContentStore(Path directory, String suffix, int maxBytes, IntegrityObserver observer) {
        this.directory = directory;
        this.suffix = suffix;
        this.maxBytes = maxBytes;
        this.observer = observer;
    }

    /** The store of artefacts of {@code type} below {@code base}; makes the directories. */
    public static FileContentStore open(Path base, ArtifactType type, int maxBytes, IntegrityObserver observer)
            throws IOException {
        Path directory = base.resolve(type.name());
        Files.createDirectories(directory);
        return new FileContentStore(directory, MEZ_SUFFIX, maxBytes, observer);
    }

    @Override
    public ContentDigest put(byte[] bytes) throws IOException {
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(bytes.length + " bytes of content, expected at most " + maxBytes);
        }
        Content content = Content.of(bytes);
        if (!(get(content.digest()) instanceof Retrieval.Found)) {
            write(content);
        }
        return content.digest();
    }

    @Override
    public Retrieval get(ContentDigest digest) throws IOException {
        byte[] bytes;
        try (SeekableByteChannel file =
                Files.newByteChannel(path(digest), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            bytes = Channels.newInputStream(file).readNBytes(maxBytes + 1);
        } catch (NoSuchFileException absent) {
            return new Retrieval.Missing();
        }
        if (bytes.length > maxBytes) {
            return corrupt(digest, "a file of more than " + maxBytes + " bytes");
        }
        Content content = Content.claimed(digest, bytes);
        return content == null
                ? corrupt(digest, bytes.length + " bytes of another digest")
                : new Retrieval.Found(content);
    }

    /** Where the content of {@code digest} is. */
    public Path path(ContentDigest digest) {
        return directory.resolve(digest.hex() + suffix);
    }

    private Retrieval corrupt(ContentDigest digest, String found) {
        String message = path(digest) + ": " + found;
        observer.violated(digest, message);
        return new Retrieval.Corrupt(message);
    }

    private void write(Content content) throws IOException {
        Path temporary = Files.createTempFile(directory, ".put-", ".tmp");
        try {
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content.toByteArray());
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                file.force(true);
            }
            Files.move(
                    temporary,
                    path(content.digest()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
            self.force(true);
        }
    }
}
