package dev.postern.sidecar.covenant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Each document in a file of its own, which is replaced whole. Other processes may share the directory: what filters look
 * at is remembered for as long as a file's length and time stay. A crash may leave a part of a batch.
 */
final class FileDocuments implements Documents {

    private static final String ENDING = ".covenant";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final FactsReader reader;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Reads what filters look at from a document. */
    @FunctionalInterface
    interface FactsReader {
        CovenantFacts read(Body body) throws IOException;
    }

    private FileDocuments(Path directory, FactsReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    static FileDocuments open(Path directory, FactsReader reader) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
        }
        return new FileDocuments(directory, reader);
    }

    @Override
    public synchronized void put(Collection<Document> documents) throws IOException {
        for (Document document : documents) {
            write(fresh(document.id()), document.body());
        }
        for (Document document : documents) {
            Files.move(
                    fresh(document.id()),
                    file(document.id()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            known.remove(document.id());
        }
        syncNames();
    }

    @Override
    public Map<String, byte[]> get(Collection<String> ids) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String id : ids) {
            try {
                found.put(id, Files.readAllBytes(file(id)));
            } catch (NoSuchFileException none) {
                // Not there, then.
            }
        }
        return found;
    }

    @Override
    public synchronized List<String> delete(Collection<String> ids) throws IOException {
        List<String> deleted = new ArrayList<>();
        for (String id : ids) {
            if (Files.deleteIfExists(file(id))) {
                deleted.add(id);
            }
            known.remove(id);
        }
        syncNames();
        return deleted;
    }

    @Override
    public void list(CovenantFilter filter, Consumer<Body> sink) throws IOException {
        int left = filter.limit();
        for (String id : ids(filter)) {
            if (left > 0 && filter.picks(facts(id))) {
                byte[] body = get(List.of(id)).get(id);
                if (body != null) {
                    sink.accept(new Body(id, body));
                    left--;
                }
            }
        }
    }

    @Override
    public long count(CovenantFilter filter) throws IOException {
        long count = 0;
        for (String id : ids(filter)) {
            count += filter.picks(facts(id)) ? 1 : 0;
        }
        return count;
    }

    @Override
    public void close() {
        // Every file is closed as soon as it was read or written.
    }

    private List<String> ids(CovenantFilter filter) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .filter(id -> Fitness.isId(id) && id.compareTo(filter.after()) > 0)
                    .sorted()
                    .toList();
        }
    }

    private CovenantFacts facts(String id) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file(id), BasicFileAttributes.class);
            Known before = known.get(id);
            if (before != null && before.size == now.size() && before.modified.equals(now.lastModifiedTime())) {
                return before.facts;
            }
            CovenantFacts read = reader.read(new Body(id, Files.readAllBytes(file(id))));
            known.put(id, new Known(now.size(), now.lastModifiedTime(), read));
            return read;
        } catch (NoSuchFileException deletedMeanwhile) {
            known.remove(id);
            return CovenantFacts.NONE;
        }
    }

    private Path file(String id) {
        return directory.resolve(id + ENDING);
    }

    private Path fresh(String id) {
        return directory.resolve(id + ".new");
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PRIVATE))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private void syncNames() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Known(long size, FileTime modified, CovenantFacts facts) {}
}
