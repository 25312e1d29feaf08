package dev.postern.sidecar.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Bytes as one frame of the LZ4 format, version 1.6: their size, a single block, and a checksum of the content. Frames of
 * any other shape are not read, and no more room is made than the caller allows and the block could fill. Keeps
 * what it compresses into, unlike the library's streams. Not thread-safe.
 */
final class Lz4Frame {

    /** Bytes of a frame beside its block. */
    static final int FRAMING = 27;

    /** Most bytes in one frame. */
    static final int MOST_BYTES = 1 << 22;

    private static final int MAGIC = 0x184D_2204;
    /** Version 1, blocks independent of one another, with content size and content checksum. */
    private static final byte FLAGS = 0x6C;

    private static final int SIZE_AT = 6;
    private static final int SUM_AT = 14;
    private static final int BLOCK_AT = 19;
    private static final int STORED = 1 << 31;
    private static final int SMALLEST_BLOCK = 4;
    /** One byte of a block stands for at most so many. */
    private static final int MOST_RATIO = 255;

    private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();
    private static final XXHash32 HASH = XXHashFactory.fastestInstance().hash32();

    private final LZ4Compressor compressor = LZ4.fastCompressor();
    private byte[] out = new byte[1 << 16];

    /** The frame written last. */
    byte[] array() {
        return out;
    }

    /**
     * Compresses {@code length} bytes, at least 1 and at most {@link #MOST_BYTES}; what would not become shorter is
     * stored as it is. Returns how many bytes the frame takes.
     */
    int compress(byte[] bytes, int offset, int length) {
        int most = FRAMING + compressor.maxCompressedLength(length);
        if (out.length < most) {
            out = new byte[most];
        }
        ByteBuffer frame = little(out);
        frame.putInt(MAGIC).put(FLAGS).put(blockSizes(length)).putLong(length);
        frame.put(headerSum(out, 0));
        int block = compressor.compress(bytes, offset, length, out, BLOCK_AT);
        if (block < length) {
            frame.putInt(block);
        } else {
            System.arraycopy(bytes, offset, out, BLOCK_AT, length);
            block = length;
            frame.putInt(length | STORED);
        }
        frame.position(BLOCK_AT + block);
        frame.putInt(0).putInt(HASH.hash(bytes, offset, length, 0));
        return frame.position();
    }

    /** How many bytes the frame at {@code at} says it holds: 1 to {@code most}. */
    static int contentSize(byte[] frame, int at, int length, int most) throws CompressionException {
        if (length <= FRAMING) {
            throw new CompressionException("an LZ4 frame of " + length + " bytes, expected more than " + FRAMING);
        }
        ByteBuffer in = little(frame);
        if (in.getInt(at) != MAGIC || frame[at + 4] != FLAGS || frame[at + SUM_AT] != headerSum(frame, at)) {
            throw new CompressionException("no LZ4 frame with one block, content size and content checksum");
        }
        long size = in.getLong(at + SIZE_AT);
        if (size < 1 || size > Math.min(most, MOST_BYTES) || size > (long) MOST_RATIO * length) {
            throw new CompressionException(
                    "an LZ4 frame of " + length + " bytes says that it holds " + size + ", expected at most " + most);
        }
        return (int) size;
    }

    /**
     * Decompresses the frame that fills {@code length} bytes from {@code at} on to the beginning of {@code into}; returns
     * how many bytes that gave.
     */
    static int decompress(byte[] frame, int at, int length, byte[] into) throws CompressionException {
        int size = contentSize(frame, at, length, into.length);
        ByteBuffer in = little(frame);
        int block = in.getInt(at + SUM_AT + 1);
        boolean stored = block < 0;
        int blockBytes = block & ~STORED;
        if (blockBytes != length - FRAMING || in.getInt(at + BLOCK_AT + blockBytes) != 0) {
            throw new CompressionException(
                    "an LZ4 block of " + blockBytes + " bytes, expected the only one of " + (length - FRAMING));
        }
        int held = stored
                ? copy(frame, at + BLOCK_AT, blockBytes, into, size)
                : expand(frame, at + BLOCK_AT, blockBytes, into, size);
        if (held != size || in.getInt(at + length - Integer.BYTES) != HASH.hash(into, 0, size, 0)) {
            throw new CompressionException("an LZ4 frame does not hold the " + size + " bytes that it says");
        }
        return size;
    }

    private static int copy(byte[] block, int at, int length, byte[] into, int size) {
        System.arraycopy(block, at, into, 0, Math.min(length, size));
        return length;
    }

    private static int expand(byte[] block, int at, int length, byte[] into, int size) throws CompressionException {
        LZ4SafeDecompressor decompressor = LZ4.safeDecompressor();
        try {
            return decompressor.decompress(block, at, length, into, 0, size);
        } catch (LZ4Exception e) {
            throw new CompressionException("an LZ4 block does not decompress to the " + size + " bytes it should");
        }
    }

    /** The smallest of the four sizes of blocks that the format knows which holds {@code length} bytes. */
    private static byte blockSizes(int length) {
        int code = SMALLEST_BLOCK;
        while (length > 1 << (2 * code + 8)) {
            code++;
        }
        return (byte) (code << 4);
    }

    private static byte headerSum(byte[] frame, int at) {
        return (byte) (HASH.hash(frame, at + 4, SUM_AT - 4, 0) >> 8);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
