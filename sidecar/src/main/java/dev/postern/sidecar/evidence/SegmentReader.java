package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.SegmentHeader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment, frame by frame in order, or any leaf in it. Works beside the appender: {@link #advance} finds what
 * has been added. Not thread-safe.
 */
public final class SegmentReader implements Closeable {

    /** Where a walk over the frames came to its end. */
    public enum End {
        /** At the footer: the segment is complete. */
        FOOTER,
        /** After a whole frame: more may come. */
        OPEN,
        /** At bytes that are no whole frame, and no whole frame comes after: a write that was cut off. */
        TORN,
        /** At bytes that are no whole frame though whole frames come after: what was synced has been changed. */
        DAMAGED
    }

    private final String name;
    private final SegmentBytes bytes;
    private final SegmentHeader header;
    private final FrameReader leaves;
    private long[] offsets = new long[64];
    private long[] firsts = new long[64];
    private int frames;
    private long end;
    private long size;
    private boolean complete;
    private byte[] buffer = new byte[1 << 16];

    private SegmentReader(String name, SegmentBytes bytes, SegmentHeader header, long headerBytes) {
        this.name = name;
        this.bytes = bytes;
        this.header = header;
        this.leaves = new FrameReader(header);
        this.end = headerBytes;
        this.size = header.firstLeaf();
    }

    /** Opens a segment and reads its header. */
    public static SegmentReader open(Disk disk, String name) throws IOException, DamagedException {
        SegmentBytes bytes = SegmentBytes.open(disk, name);
        try {
            byte[] start = new byte[(int) Math.min(bytes.size(), SegmentHeader.MOST_BYTES + 64)];
            int read = bytes.read(0, start, 0, start.length);
            start = Arrays.copyOf(start, read);
            SegmentHeader header = SegmentHeader.parse(start);
            return new SegmentReader(name, bytes, header, SegmentHeader.length(start));
        } catch (IOException | DamagedException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** How many bytes the segment of that name was written with, compressed since or not. */
    public static long bytes(Disk disk, String name) throws IOException, DamagedException {
        try (SegmentBytes bytes = SegmentBytes.open(disk, name)) {
            return bytes.size();
        }
    }

    public String name() {
        return name;
    }

    public SegmentHeader header() {
        return header;
    }

    /** How many leaves the log has up to the last frame found. */
    public long size() {
        return size;
    }

    /** Bytes up to the end of the last frame found. */
    public long end() {
        return end;
    }

    /** Whether the footer was found. */
    public boolean isComplete() {
        return complete;
    }

    /** Takes each frame of a walk; leaves of it can be read from {@link #leaves()}. */
    @FunctionalInterface
    public interface FrameSink {
        void frame(Frame frame) throws IOException, DamagedException;
    }

    /** Walks over the frames that were not walked over yet, each checked against its sum. */
    public End advance(FrameSink sink) throws IOException, DamagedException {
        long length = bytes.size();
        while (!complete && end < length) {
            Frame frame = frameAt(end, length);
            if (frame == null) {
                return bytes.isEnded() || anyFrameAfter(end + 1, length) ? End.DAMAGED : End.TORN;
            }
            if (frame.firstLeaf() != size) {
                throw new DamagedException(name + ": frame at byte " + end + " begins with leaf " + frame.firstLeaf()
                        + ", expected " + size);
            }
            note(frame);
            leaves.learn(frame);
            leaves.turnTo(frame);
            sink.frame(frame);
            length = bytes.size();
        }
        if (!complete && bytes.isEnded()) {
            return End.DAMAGED;
        }
        return complete ? End.FOOTER : End.OPEN;
    }

    /** What the segment says at its end, which a complete one does; nothing before it is read. */
    SegmentFooter footer() throws IOException, DamagedException {
        byte[] footer = new byte[SegmentFooter.FRAME_BYTES];
        long at = bytes.size() - footer.length;
        if (at < 0 || bytes.read(at, footer, 0, footer.length) != footer.length) {
            throw new DamagedException(name + ": it has no footer");
        }
        return SegmentFooter.read(Frame.parse(footer, 0, footer.length));
    }

    /** The frame that holds a leaf; {@link #leaves()} is turned to it. */
    public Frame frameOf(long leaf) throws IOException, DamagedException {
        if (leaf < header.firstLeaf() || leaf >= size) {
            throw new IndexOutOfBoundsException("leaf " + leaf + " of " + header.firstLeaf() + " to " + size);
        }
        int at = Arrays.binarySearch(firsts, 0, frames, leaf);
        int which = at >= 0 ? at : -at - 2;
        // Frames without leaves share their first leaf with the next that has some.
        while (which + 1 < frames && firsts[which + 1] <= leaf) {
            which++;
        }
        Frame frame = frameAt(offsets[which], end);
        if (frame == null) {
            throw new DamagedException(name + ": the frame at byte " + offsets[which] + " is damaged");
        }
        leaves.turnTo(frame);
        return frame;
    }

    /** Reads the leaves of the frame turned to last. */
    public FrameReader leaves() {
        return leaves;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void note(Frame frame) {
        if (frames == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * frames);
            firsts = Arrays.copyOf(firsts, 2 * frames);
        }
        if (!frame.footer() && frame.count() > 0) {
            offsets[frames] = end;
            firsts[frames++] = frame.firstLeaf();
            size += frame.count();
        }
        complete = frame.footer();
        end += frame.length();
    }

    private @Nullable Frame frameAt(long at, long length) throws IOException, DamagedException {
        if (length - at < Frame.HEADER_BYTES) {
            return null;
        }
        int read = bytes.read(at, buffer, 0, Frame.HEADER_BYTES);
        int whole = Frame.length(buffer, 0, read);
        if (whole < 0 || whole > length - at) {
            return null;
        }
        if (buffer.length < whole) {
            buffer = new byte[whole];
        }
        read = bytes.read(at, buffer, 0, whole);
        try {
            return Frame.parse(buffer, 0, read);
        } catch (DamagedException notOne) {
            return null;
        }
    }

    private boolean anyFrameAfter(long from, long length) throws IOException, DamagedException {
        byte[] window = new byte[1 << 16];
        for (long at = from; at < length; at += window.length - Integer.BYTES) {
            int read = bytes.read(at, window, 0, window.length);
            for (int i = 0; i + Integer.BYTES <= read; i++) {
                if (Frame.isStart(window, i) && frameAt(at + i, length) != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
