package dev.postern.evidence;

import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What was written and synced at once: the leaves that arrived meanwhile, their openings, forms not yet known in the
 * segment, and the checkpoint before. Covered whole by a CRC-32C. The layout is in docs/wire-format.md.
 *
 * @param bytes hold it
 * @param start where in {@code bytes} it begins
 * @param footer whether it ends its segment instead of holding leaves
 * @param openingsForm how the openings are wrapped, for whoever can unwrap them; 0 when there are none
 * @param count how many leaves
 * @param firstLeaf index of the first in the log
 * @param wallMillis time that the leaves' times are told from
 * @param monoNanos monotonic time that the leaves' times are told from
 * @param prev root of the last released checkpoint when it was written
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes that whoever made it owns
public record Frame(
        byte[] bytes,
        int start,
        boolean footer,
        int openingsForm,
        int count,
        long firstLeaf,
        long wallMillis,
        long monoNanos,
        TreeHash prev,
        int terms,
        int records,
        int openings,
        int checkpoint) {

    /** Bytes before the sections. */
    public static final int HEADER_BYTES = 92;

    /** Bytes of the longest frame that is read. */
    public static final int MOST_BYTES = 16 << 20;

    static final int MAGIC = 0x5046_524d;
    private static final int CRC_FROM = 8;

    /** Whether the four bytes at {@code at} are those that every frame begins with. */
    public static boolean isStart(byte[] bytes, int at) {
        return bytes[at] == (byte) (MAGIC >>> 24)
                && bytes[at + 1] == (byte) (MAGIC >>> 16)
                && bytes[at + 2] == (byte) (MAGIC >>> 8)
                && bytes[at + 3] == (byte) MAGIC;
    }

    /** Whether a whole frame begins anywhere in {@code bytes}. */
    public static boolean isIn(byte[] bytes) {
        for (int i = 0; i + HEADER_BYTES <= bytes.length; i++) {
            int length = isStart(bytes, i) ? length(bytes, i, bytes.length) : -1;
            if (length > 0 && length <= bytes.length - i && sum(bytes, i, length) == sumSaid(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes of the whole frame whose header lies at {@code start}, or -1 when none can begin there. */
    public static int length(byte[] bytes, int start, int end) {
        if (end - start < HEADER_BYTES) {
            return -1;
        }
        ByteReader in = new ByteReader(bytes, start, HEADER_BYTES);
        try {
            if (in.u32() != MAGIC) {
                return -1;
            }
            in.u32();
            int body = in.u32();
            return body < 0 || body > MOST_BYTES - HEADER_BYTES ? -1 : HEADER_BYTES + body;
        } catch (DamagedException impossible) {
            return -1;
        }
    }

    /** The frame at {@code start}, checked against its sum. */
    public static Frame parse(byte[] bytes, int start, int end) throws DamagedException {
        int length = length(bytes, start, end);
        if (length < 0 || length > end - start) {
            throw new DamagedException("no whole frame here");
        }
        if (sumSaid(bytes, start) != sum(bytes, start, length)) {
            throw new DamagedException("frame does not have its sum");
        }
        Frame frame = header(bytes, start);
        int body = length - HEADER_BYTES;
        long sections = (long) frame.terms + frame.records + frame.openings + frame.checkpoint;
        if (Math.min(Math.min(frame.terms, frame.records), Math.min(frame.openings, frame.checkpoint)) < 0
                || sections != body
                || frame.count < 0
                || frame.firstLeaf < 0) {
            throw new DamagedException("frame whose sections do not fill it");
        }
        return frame;
    }

    private static Frame header(byte[] bytes, int start) throws DamagedException {
        ByteReader in = new ByteReader(bytes, start + 12, HEADER_BYTES - 12);
        int count = in.u32();
        long first = in.u64();
        int terms = in.u32();
        int records = in.u32();
        int openings = in.u32();
        int checkpoint = in.u32();
        boolean footer = in.u8() != 0;
        int openingsForm = in.u8();
        in.skip(2);
        long wall = in.u64();
        long mono = in.u64();
        TreeHash prev = TreeHash.at(bytes, in.skip(TreeHash.BYTES));
        return new Frame(
                bytes,
                start,
                footer,
                openingsForm,
                count,
                first,
                wall,
                mono,
                prev,
                terms,
                records,
                openings,
                checkpoint);
    }

    private static int sumSaid(byte[] bytes, int start) {
        return ByteBuffer.wrap(bytes).getInt(start + Integer.BYTES);
    }

    static int sum(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start + CRC_FROM, length - CRC_FROM);
        return (int) crc.getValue();
    }

    /** Bytes of the whole frame. */
    public int length() {
        return HEADER_BYTES + terms + records + openings + checkpoint;
    }

    ByteReader termsReader() {
        return new ByteReader(bytes, start + HEADER_BYTES, terms);
    }

    ByteReader recordsReader() {
        return new ByteReader(bytes, start + HEADER_BYTES + terms, records);
    }

    /** The wrapped openings. */
    public ByteReader openingsReader() {
        return new ByteReader(bytes, start + HEADER_BYTES + terms + records, openings);
    }

    /** The signed note of a checkpoint, or nothing. */
    public ByteReader checkpointReader() {
        return new ByteReader(bytes, start + HEADER_BYTES + terms + records + openings, checkpoint);
    }
}
