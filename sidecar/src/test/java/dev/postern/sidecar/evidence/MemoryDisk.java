package dev.postern.sidecar.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that forgets what was not synced when its power is cut, and fails when told to. Files and their names are
 * durable apart from one another, as on a real one. Thread-safe.
 */
final class MemoryDisk implements Disk {

    /** What a disk may do instead of its work. */
    interface Faults {
        default void onWrite(String name) throws IOException {}

        default void onSync(String name) throws IOException {}
    }

    private final TreeMap<String, Content> names = new TreeMap<>();
    private TreeMap<String, Content> durableNames = new TreeMap<>();
    private final Set<String> locked = new HashSet<>();
    volatile Faults faults = new Faults() {};

    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] durable = new byte[0];
    }

    /**
     * The disk after its power was cut: what was synced is there; of what was not, some of the last write may be, with
     * zeros where data did not get as far as its length.
     */
    synchronized MemoryDisk cutPower(SplittableRandom random) {
        MemoryDisk after = new MemoryDisk();
        TreeMap<String, Content> kept = random.nextBoolean() ? durableNames : names;
        kept.forEach((name, content) -> {
            Content left = new Content();
            left.now = torn(content, random);
            left.durable = left.now.clone();
            after.names.put(name, left);
        });
        after.durableNames = new TreeMap<>(after.names);
        return after;
    }

    private static byte[] torn(Content content, SplittableRandom random) {
        int safe = content.durable.length;
        if (content.now.length <= safe || random.nextInt(3) == 0) {
            return content.durable.clone();
        }
        byte[] left = Arrays.copyOf(content.now, safe + random.nextInt(content.now.length - safe + 1));
        System.arraycopy(content.durable, 0, left, 0, safe);
        if (random.nextBoolean()) {
            Arrays.fill(left, safe + random.nextInt(left.length - safe + 1), left.length, (byte) 0);
        }
        return left;
    }

    /** The bytes of a file, to be changed as an attacker or a bad disk would. */
    synchronized byte[] bytes(String name) {
        return Objects.requireNonNull(names.get(name)).now;
    }

    synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.now = bytes.clone();
        content.durable = bytes.clone();
        names.put(name, content);
        durableNames.put(name, content);
    }

    /** The same files, free of faults and locks. */
    synchronized MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        names.forEach((name, content) -> copy.put(name, content.now));
        return copy;
    }

    @Override
    public synchronized DiskFile open(String name) {
        return new Open(name, names.computeIfAbsent(name, absent -> new Content()));
    }

    @Override
    public synchronized DiskFile openExisting(String name) throws IOException {
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new Open(name, content);
    }

    @Override
    public synchronized List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized void rename(String from, String to) {
        names.put(to, Objects.requireNonNull(names.remove(from)));
    }

    @Override
    public synchronized void delete(String name) {
        names.remove(name);
    }

    @Override
    public synchronized void syncNames() {
        durableNames = new TreeMap<>(names);
    }

    @Override
    public synchronized @Nullable Closeable lock(String name) {
        return locked.add(name) ? () -> unlock(name) : null;
    }

    private synchronized void unlock(String name) {
        locked.remove(name);
    }

    private final class Open implements DiskFile {
        private final String name;
        private final Content content;

        Open(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public void write(long at, byte[] bytes, int offset, int length) throws IOException {
            faults.onWrite(name);
            synchronized (MemoryDisk.this) {
                int end = (int) at + length;
                if (end > content.now.length) {
                    content.now = Arrays.copyOf(content.now, end);
                }
                System.arraycopy(bytes, offset, content.now, (int) at, length);
            }
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) {
            synchronized (MemoryDisk.this) {
                int there = (int) Math.max(0, Math.min(length, content.now.length - at));
                System.arraycopy(content.now, (int) Math.min(at, content.now.length), into, offset, there);
                return there;
            }
        }

        @Override
        public void sync() throws IOException {
            faults.onSync(name);
            synchronized (MemoryDisk.this) {
                content.durable = content.now.clone();
            }
        }

        @Override
        public long size() {
            synchronized (MemoryDisk.this) {
                return content.now.length;
            }
        }

        @Override
        public void truncate(long size) {
            synchronized (MemoryDisk.this) {
                if (size < content.now.length) {
                    content.now = Arrays.copyOf(content.now, (int) size);
                }
            }
        }

        @Override
        public void close() {}
    }
}
