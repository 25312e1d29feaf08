package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Compresses to the LZ4 frame format, version 1.6: one independent block, no checksums but that of the header. Unlike the
 * library's stream it allocates nothing once it has grown. Not thread-safe.
 */
final class Lz4Frame {

    private static final int MAGIC = 0x184D_2204;
    /** Version 1, blocks independent of one another. */
    private static final int FLAGS = 0x60;

    private static final int HEADER = 7;
    private static final int FRAMING = HEADER + 2 * Integer.BYTES;
    private static final int[] BLOCK_SIZES = {1 << 16, 1 << 18, 1 << 20, 1 << 22};
    private static final int SMALLEST_BLOCK = 4;

    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final XXHash32 hash = XXHashFactory.fastestInstance().hash32();
    private byte[] out = new byte[1 << 16];

    /** The frame written last. */
    byte[] array() {
        return out;
    }

    /** Compresses {@code length} bytes; how many bytes the frame takes, or -1 when it would not be shorter. */
    int compress(byte[] bytes, int length) {
        int block = 0;
        while (block < BLOCK_SIZES.length && BLOCK_SIZES[block] < length) {
            block++;
        }
        if (block == BLOCK_SIZES.length) {
            return -1;
        }
        int most = compressor.maxCompressedLength(length);
        if (out.length < most + FRAMING) {
            out = new byte[most + FRAMING];
        }
        little(0, MAGIC);
        out[4] = FLAGS;
        out[5] = (byte) ((SMALLEST_BLOCK + block) << 4);
        out[6] = (byte) (hash.hash(out, 4, 2, 0) >> 8);
        int size = compressor.compress(bytes, 0, length, out, HEADER + Integer.BYTES);
        if (size + FRAMING >= length) {
            return -1;
        }
        little(HEADER, size);
        little(HEADER + Integer.BYTES + size, 0);
        return size + FRAMING;
    }

    /** What a frame holds, at most {@code most} bytes. */
    static byte[] decompress(byte[] frame, int most) throws DamagedException {
        try (InputStream lz4 = new LZ4FrameInputStream(new ByteArrayInputStream(frame))) {
            byte[] plain = lz4.readNBytes(most + 1);
            if (plain.length > most) {
                throw new DamagedException("compressed bytes hold more than " + most);
            }
            return plain;
        } catch (IOException | RuntimeException e) {
            throw new DamagedException("bytes do not decompress: " + e.getMessage());
        }
    }

    private void little(int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >> 8);
        out[at + 2] = (byte) (value >> 16);
        out[at + 3] = (byte) (value >> 24);
    }
}
