package dev.postern.sidecar.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a compressed segment begins with: how long the segment is, and how many bytes each chunk of it takes now, so that
 * any byte is found without decompressing those before. A skippable frame to other readers of LZ4. The layout is in
 * docs/wire-format.md.
 *
 * @param size bytes of the segment as it was first written, at most {@link #MOST_BYTES}
 * @param lengths bytes of each chunk, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by one
record ChunkTable(long size, int[] lengths) {

    /** Bytes of a segment in each chunk but the last. */
    static final int CHUNK_BYTES = 1 << 18;

    /** Bytes of the longest segment that is compressed. */
    static final long MOST_BYTES = 1L << 32;

    private static final int SKIPPABLE = 0x184D_2A50;
    private static final long MAGIC = 0x5053_544e_4c5a_3431L;
    private static final int FRAME = 8;
    private static final int SUM_AT = FRAME + 8;
    private static final int FIXED = SUM_AT + 4 + 8;

    /** How many chunks a segment has. */
    static int chunks(long size) {
        return (int) ((size + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    /** Bytes of the table of a segment. */
    static int bytes(long size) {
        return FIXED + Integer.BYTES * chunks(size);
    }

    /** Whether four bytes are those that a compressed segment begins with. */
    static boolean isStart(byte[] start) {
        return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == SKIPPABLE;
    }

    byte[] encode() {
        byte[] bytes = new byte[bytes(size)];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.order(ByteOrder.LITTLE_ENDIAN).putInt(SKIPPABLE).putInt(bytes.length - FRAME);
        out.order(ByteOrder.BIG_ENDIAN).putLong(MAGIC).putInt(0).putLong(size);
        for (int length : lengths) {
            out.putInt(length);
        }
        out.putInt(SUM_AT, sum(bytes));
        return bytes;
    }

    /** Reads the table that a file begins with. */
    static ChunkTable read(DiskFile file) throws IOException, CompressionException {
        byte[] start = new byte[FIXED];
        long size =
                file.read(0, start, 0, FIXED) == FIXED ? ByteBuffer.wrap(start).getLong(SUM_AT + 4) : -1;
        if (size < 1 || size > MOST_BYTES) {
            throw new CompressionException("it says that it has " + size + " bytes, expected 1 to " + MOST_BYTES);
        }
        byte[] bytes = new byte[bytes(size)];
        int read = file.read(0, bytes, 0, bytes.length);
        return parse(bytes, read, file.size());
    }

    private static ChunkTable parse(byte[] bytes, int read, long fileBytes) throws CompressionException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int framed = in.order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        in.order(ByteOrder.BIG_ENDIAN);
        if (read != bytes.length
                || framed != bytes.length - FRAME
                || in.getLong(FRAME) != MAGIC
                || in.getInt(SUM_AT) != sum(bytes)) {
            throw new CompressionException("its table of chunks is cut off or does not have its sum");
        }
        long size = in.getLong(SUM_AT + 4);
        int[] lengths = new int[chunks(size)];
        long end = bytes.length;
        in.position(FIXED);
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = in.getInt();
            if (lengths[i] < 0 || lengths[i] > CHUNK_BYTES + Lz4Frame.FRAMING) {
                throw new CompressionException("chunk " + i + " takes " + lengths[i] + " bytes, expected at most "
                        + (CHUNK_BYTES + Lz4Frame.FRAMING));
            }
            end += lengths[i];
        }
        if (end != fileBytes) {
            throw new CompressionException("its chunks end at byte " + end + ", but the file at " + fileBytes);
        }
        return new ChunkTable(size, lengths);
    }

    private static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, SUM_AT + 4, bytes.length - SUM_AT - 4);
        return (int) crc.getValue();
    }
}
