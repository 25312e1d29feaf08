package dev.postern.crypto;

import java.util.Arrays;

/** Reads what a {@link ByteBuilder} wrote, within bounds. Not thread-safe. */
public final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " of " + bytes.length);
        }
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    public int remaining() {
        return end - at;
    }

    /** Where in the array the next byte lies. */
    public int position() {
        return at;
    }

    public int u8() throws DamagedException {
        need(1);
        return bytes[at++] & 0xff;
    }

    public int u32() throws DamagedException {
        need(Integer.BYTES);
        int value = (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
        at += Integer.BYTES;
        return value;
    }

    public long u64() throws DamagedException {
        return (long) u32() << 32 | (u32() & 0xffff_ffffL);
    }

    /** An unsigned number in as few bytes as it takes. */
    public long varint() throws DamagedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw new DamagedException("number is not written as short as it can be, before byte " + at);
                }
                return value;
            }
        }
        throw new DamagedException("number has more than ten bytes, before byte " + at);
    }

    public long zigzag() throws DamagedException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A number from 0 to {@code max}. */
    public int count(int max) throws DamagedException {
        long value = varint();
        if (value < 0 || value > max) {
            throw new DamagedException("count " + Long.toUnsignedString(value) + ", expected at most " + max);
        }
        return (int) value;
    }

    public byte[] bytes(int length) throws DamagedException {
        int from = skip(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Passes over {@code length} bytes; returns where they begin. */
    public int skip(int length) throws DamagedException {
        need(length);
        int from = at;
        at += length;
        return from;
    }

    public String text() throws DamagedException {
        int length = count(remaining());
        return Utf8.read(bytes, skip(length), length);
    }

    /** Nothing may be left. */
    public void end() throws DamagedException {
        if (at != end) {
            throw new DamagedException(remaining() + " bytes too many");
        }
    }

    private void need(int more) throws DamagedException {
        if (more < 0 || end - at < more) {
            throw new DamagedException("cut off at byte " + at + ", expected " + more + " more");
        }
    }
}
