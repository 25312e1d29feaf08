package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The segment being written. One thread's. */
final class Segment implements Closeable {

    private final String name;
    private final SegmentHeader header;
    private final DiskFile file;
    private final OpeningVault vault;
    private final FrameWriter writer = new FrameWriter();
    private final FrameReader reader;
    private final MessageDigest digest = sha256();
    private byte[] readBack = new byte[1 << 17];
    private long end;
    private @Nullable TreeHash finished;

    private Segment(String name, SegmentHeader header, DiskFile file, OpeningVault vault) {
        this.name = name;
        this.header = header;
        this.file = file;
        this.vault = vault;
        this.reader = new FrameReader(header);
    }

    /** Begins a segment: its key and its header are durable before anything refers to them. */
    static Segment begin(Disk disk, SegmentHeader header, byte[] key) throws IOException {
        String name = Names.segment(header.firstLeaf(), header.boot());
        disk.replace(Names.key(name), key);
        DiskFile file = disk.open(name);
        byte[] bytes = header.encode();
        try {
            file.truncate(0);
            file.write(0, bytes, 0, bytes.length);
            file.sync();
            disk.syncNames();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        Segment segment = new Segment(name, header, file, new OpeningVault(key));
        segment.digest.update(bytes);
        segment.end = bytes.length;
        return segment;
    }

    String name() {
        return name;
    }

    SegmentHeader header() {
        return header;
    }

    FrameWriter writer() {
        return writer;
    }

    OpeningVault vault() {
        return vault;
    }

    /** Bytes written and synced. */
    long size() {
        return end;
    }

    /** Writes a frame at the end; when that fails for want of room, it can be tried again. */
    void write(ByteBuilder frame) throws IOException {
        try {
            file.write(end, frame.array(), 0, frame.size());
        } catch (DiskFullException e) {
            file.truncate(end);
            throw e;
        }
    }

    /** Makes the frame written last durable. */
    void sync(ByteBuilder frame) throws IOException {
        file.sync();
        end += frame.size();
    }

    /** What the file now holds of the frame synced last, checked against its sum. */
    Frame readBack(int length) throws IOException, DamagedException {
        if (readBack.length < length) {
            readBack = new byte[length];
        }
        if (file.read(end - length, readBack, 0, length) != length) {
            throw new DamagedException("a frame that was synced is not in the file");
        }
        Frame frame = Frame.parse(readBack, 0, length);
        digest.update(readBack, 0, length);
        reader.learn(frame);
        reader.turnTo(frame);
        return frame;
    }

    /** Reads the leaves of the frame that was read back. */
    FrameReader reader() {
        return reader;
    }

    /**
     * Ends the segment, and with the {@code last} one the log of the run. When that fails for want of room, it can be
     * tried again.
     */
    void end(long size, TreeHash root, boolean last, long wallMillis) throws IOException {
        SegmentFooter says = new SegmentFooter(size - header.firstLeaf(), root, digest(), last);
        ByteBuilder footer = writer.footer(size, says, wallMillis);
        write(footer);
        sync(footer);
        file.close();
    }

    /** The digest of the segment, which the next one names; nothing may be written after it was asked for but the end. */
    TreeHash digest() {
        if (finished == null) {
            finished = TreeHash.of(digest.digest());
        }
        return finished;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
