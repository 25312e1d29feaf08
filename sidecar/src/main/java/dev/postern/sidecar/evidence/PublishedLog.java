package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.Opening;
import dev.postern.evidence.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log as it may be shown while it is written: its leaves and its tree up to the newest checkpoint. Reads files, so not
 * for event loops. Thread-safe; leaves are read one at a time.
 */
public final class PublishedLog implements Closeable {

    private static final int OPEN_SEGMENTS = 4;

    private final Disk disk;
    private final Supplier<Optional<Released>> newest;
    private final Consumer<Consumer<Released>> subscription;
    /** Segments read lately, the one read last at the end. */
    private final Map<String, SegmentReader> open = new LinkedHashMap<>(OPEN_SEGMENTS, 0.75f, true);

    private @Nullable DiskFile nodes;

    /**
     * The log that is written to {@code disk}.
     *
     * @param newest the newest checkpoint that may be shown
     * @param subscription takes who is to be told of every checkpoint
     */
    public PublishedLog(Disk disk, Supplier<Optional<Released>> newest, Consumer<Consumer<Released>> subscription) {
        this.disk = disk;
        this.newest = newest;
        this.subscription = subscription;
    }

    /** The newest checkpoint; empty before the first. */
    public Optional<Released> newest() {
        return newest.get();
    }

    /** Is told of every checkpoint from now on, on the appender's thread; must not block. */
    public void onRelease(Consumer<Released> subscriber) {
        subscription.accept(subscriber);
    }

    /** The tree of the newest checkpoint, which must be there. What it reads is not believed but by a proof that holds. */
    public synchronized MerkleTree tree() throws IOException {
        if (nodes == null) {
            nodes = disk.open(NodesFile.NAME);
        }
        DiskFile file = nodes;
        return new MerkleTree(
                (level, index, into, offset) -> read(file, level, index, into, offset),
                newest.get().orElseThrow().checkpoint().size());
    }

    /** Takes leaves, in order. */
    @FunctionalInterface
    public interface LeafSink {

        /** The bytes of a leaf that the tree hashes; whether to go on. */
        boolean take(byte[] leaf);
    }

    /** The bytes of a leaf that the tree hashes; {@code index} must be within the newest checkpoint. */
    public byte[] leaf(long index) throws IOException, DamagedException {
        byte[][] only = new byte[1][];
        leaves(index, index + 1, leaf -> {
            only[0] = leaf;
            return false;
        });
        return only[0];
    }

    /**
     * The opening of a leaf; empty when it has none, or its segment's key was destroyed, which is looked at anew each time.
     * {@code index} must be within the newest checkpoint.
     */
    public synchronized Optional<Opening> opening(long index) throws IOException, DamagedException {
        return new Openings(disk).opening(segmentOf(index), index);
    }

    /**
     * Hands on the leaves from {@code from}, up to {@code end} or the end of a batch that was written together; at least
     * one. Both must be within the newest checkpoint. Returns the index after the last one taken.
     */
    public synchronized long leaves(long from, long end, LeafSink sink) throws IOException, DamagedException {
        SegmentReader segment = segmentOf(from);
        Frame frame = segment.frameOf(from);
        long frameEnd = Math.min(end, frame.firstLeaf() + frame.count());
        FrameReader leaves = segment.leaves();
        ByteBuilder text = new ByteBuilder(1 << 10);
        for (long at = frame.firstLeaf(); at < frameEnd; at++) {
            if (!leaves.next()) {
                throw new DamagedException("leaf " + at + " is not in its frame");
            }
            if (at >= from) {
                text.clear();
                leaves.text(text);
                if (!sink.take(text.toByteArray())) {
                    return at + 1;
                }
            }
        }
        return frameEnd;
    }

    /**
     * The index of the receipt of that run, lane and number; empty when the log holds none that a checkpoint is over. Reads
     * the one segment it would be in.
     */
    public OptionalLong find(long boot, int lane, long number) throws IOException, DamagedException {
        List<String> names = segments();
        for (int i = names.size() - 1; i >= 0; i--) {
            try (SegmentReader segment = SegmentReader.open(disk, names.get(i))) {
                SortedMap<Integer, Long> begins = segment.header().next();
                if (segment.header().boot() == boot && number >= begins.getOrDefault(lane, 0L)) {
                    return find(segment, lane, number);
                }
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong find(SegmentReader segment, int lane, long number) throws IOException, DamagedException {
        long shown = newest.get().map(released -> released.checkpoint().size()).orElse(0L);
        long[] found = {-1};
        segment.advance(frame -> {
            for (long at = frame.firstLeaf();
                    found[0] < 0 && at < shown && segment.leaves().next();
                    at++) {
                if (segment.leaves().leaf() instanceof Leaf.Receipt receipt
                        && receipt.lane() == lane
                        && receipt.number() == number) {
                    found[0] = at;
                }
            }
        });
        return found[0] < 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }

    @Override
    public synchronized void close() throws IOException {
        for (SegmentReader segment : open.values()) {
            segment.close();
        }
        open.clear();
        if (nodes != null) {
            nodes.close();
        }
    }

    private SegmentReader segmentOf(long index) throws IOException, DamagedException {
        String holding = null;
        for (String name : segments()) {
            if (Names.first(name) <= index) {
                holding = name;
            }
        }
        if (holding == null) {
            throw new IndexOutOfBoundsException("leaf " + index + " is not in the log any more");
        }
        SegmentReader segment = open.get(holding);
        if (segment == null) {
            segment = SegmentReader.open(disk, holding);
            open.put(holding, segment);
            closeOldest();
        }
        if (index >= segment.size()) {
            segment.advance(frame -> {});
        }
        return segment;
    }

    private void closeOldest() throws IOException {
        if (open.size() > OPEN_SEGMENTS) {
            String oldest = open.keySet().iterator().next();
            SegmentReader closed = open.remove(oldest);
            if (closed != null) {
                closed.close();
            }
        }
    }

    private List<String> segments() throws IOException {
        return disk.names().stream().filter(Names::isSegment).toList();
    }

    private static void read(DiskFile file, int level, long index, byte[] into, int offset) {
        try {
            long at = MmrPosition.of(level, index) * TreeHash.BYTES;
            if (file.read(at, into, offset, TreeHash.BYTES) != TreeHash.BYTES) {
                throw new IOException("node " + index + " of level " + level + " is not in the file");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
