package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.NodeStore;
import dev.postern.evidence.Opening;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole log: leaves, their bytes in the tree, their openings, checkpoints and nodes; offline, or beside the
 * appender after {@link #refresh}. Only what the files hold is read; whether it is to be believed is for proofs and
 * checkpoints to say. Thread-safe by a lock.
 */
public final class LogReader implements Closeable {

    private final Disk disk;
    private final List<SegmentReader> segments = new ArrayList<>();
    private final Openings openings;
    private @Nullable DiskFile nodes;
    private SegmentReader.End end = SegmentReader.End.OPEN;
    private byte[] newestNote = new byte[0];

    private LogReader(Disk disk) {
        this.disk = disk;
        this.openings = new Openings(disk);
    }

    /** Opens the log in a directory; a directory without segments is an empty log. */
    public static LogReader open(Disk disk) throws IOException, DamagedException {
        LogReader reader = new LogReader(disk);
        try {
            reader.refresh();
            return reader;
        } catch (IOException | DamagedException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** What the newest segment in a directory says of itself; empty without segments. */
    public static Optional<SegmentHeader> newestHeader(Disk disk) throws IOException, DamagedException {
        List<String> names = disk.names().stream().filter(Names::isSegment).toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        try (SegmentReader newest = SegmentReader.open(disk, names.get(names.size() - 1))) {
            return Optional.of(newest.header());
        }
    }

    /** Finds what was added since; how the newest segment ends is {@link #end()}. */
    public synchronized void refresh() throws IOException, DamagedException {
        if (!segments.isEmpty()) {
            walk(newest());
        }
        for (String name : disk.names()) {
            if (Names.isSegment(name) && isNew(name)) {
                SegmentReader segment = SegmentReader.open(disk, name);
                segments.add(segment);
                walk(segment);
            }
        }
    }

    /** How many leaves there are. */
    public synchronized long size() {
        return segments.isEmpty() ? 0 : newest().size();
    }

    /** Index of the oldest leaf that is still there. */
    public synchronized long first() {
        return segments.isEmpty() ? 0 : segments.get(0).header().firstLeaf();
    }

    /** How the newest segment ends. */
    public synchronized SegmentReader.End end() {
        return end;
    }

    /** The segments, oldest first. */
    public synchronized List<SegmentReader> segments() {
        return List.copyOf(segments);
    }

    /** The note of the newest checkpoint in the segments; empty before the first. */
    public synchronized byte[] newestNote() {
        return newestNote.clone();
    }

    /** A leaf. */
    public synchronized Leaf leaf(long index) throws IOException, DamagedException {
        return turnTo(index).leaf();
    }

    /** The bytes of a leaf that the tree hashes. */
    public synchronized byte[] leafBytes(long index) throws IOException, DamagedException {
        ByteBuilder bytes = new ByteBuilder(1 << 10);
        turnTo(index).text(bytes);
        return bytes.toByteArray();
    }

    /** The opening of a leaf; empty when it has none, or its segment's key was destroyed. */
    public synchronized Optional<Opening> opening(long index) throws IOException, DamagedException {
        return openings.opening(segmentOf(index), index);
    }

    /** The openings of a frame, in the order of its openable leaves; empty when its segment's key was destroyed. */
    public synchronized Optional<List<byte[]>> questions(SegmentReader segment, Frame frame)
            throws IOException, DamagedException {
        return openings.questions(segment, frame);
    }

    /** The nodes of the tree, as far as the appender has written them. */
    public synchronized NodeStore nodes() throws IOException {
        if (nodes == null) {
            nodes = disk.open(NodesFile.NAME);
        }
        DiskFile file = nodes;
        return (level, index, into, offset) -> {
            try {
                long at = MmrPosition.of(level, index) * TreeHash.BYTES;
                if (file.read(at, into, offset, TreeHash.BYTES) != TreeHash.BYTES) {
                    throw new IOException("node " + index + " of level " + level + " is not in the file");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        for (SegmentReader segment : segments) {
            segment.close();
        }
        if (nodes != null) {
            nodes.close();
        }
    }

    private void walk(SegmentReader segment) throws IOException, DamagedException {
        end = segment.advance(frame -> {
            if (frame.checkpoint() > 0) {
                newestNote = frame.checkpointReader().bytes(frame.checkpoint());
            }
        });
    }

    private FrameReader turnTo(long index) throws IOException, DamagedException {
        SegmentReader segment = segmentOf(index);
        Frame frame = segment.frameOf(index);
        for (long at = frame.firstLeaf(); at <= index; at++) {
            if (!segment.leaves().next()) {
                throw new DamagedException("leaf " + index + " is not in its frame");
            }
        }
        return segment.leaves();
    }

    private SegmentReader segmentOf(long index) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (index >= segments.get(i).header().firstLeaf()) {
                return segments.get(i);
            }
        }
        throw new IndexOutOfBoundsException("leaf " + index + ", expected " + first() + " to " + (size() - 1));
    }

    private SegmentReader newest() {
        return segments.get(segments.size() - 1);
    }

    private boolean isNew(String name) {
        return segments.stream().noneMatch(segment -> segment.name().equals(name));
    }
}
