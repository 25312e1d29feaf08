package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import java.util.Arrays;

/**
 * The places of a question where a value stands in plain that must be stored as a commitment only: half-open ranges of
 * its bytes, in order, none within another. Not thread-safe.
 */
public final class Seals {

    private int[] bounds = new int[8];
    private final ByteBuilder message = new ByteBuilder(64);
    private int count;

    public int count() {
        return count;
    }

    public int start(int i) {
        return bounds[2 * i];
    }

    public int end(int i) {
        return bounds[2 * i + 1];
    }

    void clear() {
        count = 0;
    }

    int begin(ByteBuilder out) {
        return out.size();
    }

    void end(ByteBuilder out, int start) {
        add(start, out.size());
    }

    void add(int start, int end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    /** Appends all ranges and their number, so that {@link #readTail} finds them from the end. */
    public void writeTail(ByteBuilder out) {
        for (int i = 0; i < 2 * count; i++) {
            out.u32(bounds[i]);
        }
        out.u32(count);
    }

    /** Reads what {@link #writeTail} appended to a question that ends at {@code end}; returns where the question ends. */
    public int readTail(byte[] bytes, int start, int end) {
        clear();
        int ranges = u32(bytes, end - Integer.BYTES);
        int from = end - Integer.BYTES * (2 * ranges + 1);
        for (int i = 0; i < ranges; i++) {
            add(u32(bytes, from + Integer.BYTES * 2 * i), u32(bytes, from + Integer.BYTES * (2 * i + 1)));
        }
        return from - start;
    }

    /** Appends what stands in the place of range {@code i} of {@code raw}: a commitment under a salt. */
    public void writeCommitment(int i, byte[] raw, SaltedHash hash, byte[] salts, int saltAt, ByteBuilder out) {
        Opening.sealMessage(message, i).bytes(raw, start(i), end(i) - start(i));
        out.u8(QuestionTag.COMMITTED);
        int at = out.reserve(TreeHash.BYTES);
        hash.commit(salts, saltAt, message.array(), 0, message.size(), out.array(), at);
    }

    private static int u32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
