package dev.postern.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes being written: big-endian numbers, variable-length numbers (seven bits a byte, the lowest first), texts and
 * decimal digits. Reused by clearing; grows as needed and then allocates nothing. Not thread-safe.
 */
public final class ByteBuilder {

    private static final int LONGEST_NUMBER = 20;
    private static final int ASCII_END = 0x80;

    /** The two characters of every number from 0 to 99, and of every byte, side by side. */
    private static final short[] DECIMALS = pairs(100, 10);

    private static final short[] HEXES = pairs(256, 16);
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final long[] POWERS = powersOfTen();

    private byte[] array;
    private int size;

    public ByteBuilder(int capacity) {
        array = new byte[capacity];
    }

    /** The bytes written lie from 0 to {@link #size()}; valid until the next write. */
    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }

    public ByteBuilder clear() {
        size = 0;
        return this;
    }

    /** Forgets what was written from {@code newSize} on. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Room for {@code more} bytes, written by the caller into {@link #array()}; returns where. */
    public int reserve(int more) {
        ensure(more);
        int at = size;
        size += more;
        return at;
    }

    public ByteBuilder u8(int value) {
        ensure(1);
        array[size++] = (byte) value;
        return this;
    }

    public ByteBuilder u32(int value) {
        setU32(reserve(Integer.BYTES), value);
        return this;
    }

    public ByteBuilder u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    /** Overwrites four bytes already written. */
    public void setU32(int at, int value) {
        array[at] = (byte) (value >>> 24);
        array[at + 1] = (byte) (value >>> 16);
        array[at + 2] = (byte) (value >>> 8);
        array[at + 3] = (byte) value;
    }

    /** An unsigned number in one to ten bytes. */
    public ByteBuilder varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    /** A signed number, short when near zero. */
    public ByteBuilder zigzag(long value) {
        return varint(value << 1 ^ value >> 63);
    }

    public ByteBuilder bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
    }

    public ByteBuilder bytes(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
        return this;
    }

    /** A text: the number of its bytes, then its UTF-8, in which a lone surrogate keeps its three bytes. */
    public ByteBuilder text(String text) {
        int length = text.length();
        ensure(5 + 3 * length);
        int start = size;
        varint(length);
        if (!ascii(text)) {
            size = start;
            varint(Utf8.length(text));
            size = Utf8.write(text, array, size);
        }
        return this;
    }

    /** The bytes of an ASCII text, without their number. */
    public ByteBuilder plain(String text) {
        ensure(text.length());
        if (!ascii(text)) {
            throw new IllegalArgumentException("'" + text + "', expected ASCII");
        }
        return this;
    }

    /** Decimal digits. */
    public ByteBuilder decimal(long value) {
        ensure(LONGEST_NUMBER);
        if (value < 0) {
            return plain(Long.toString(value));
        }
        int start = size;
        size += digits(value);
        int at = size;
        long rest = value;
        while (at - start >= 2) {
            at -= 2;
            PAIR.set(array, at, DECIMALS[(int) (rest % 100)]);
            rest /= 100;
        }
        if (at > start) {
            array[start] = (byte) ('0' + rest);
        }
        return this;
    }

    /** Lower-case hexadecimal digits of {@code length} bytes. */
    public ByteBuilder hex(byte[] bytes, int offset, int length) {
        int at = reserve(2 * length);
        for (int i = 0; i < length; i++) {
            PAIR.set(array, at + 2 * i, HEXES[bytes[offset + i] & 0xff]);
        }
        return this;
    }

    /** Copies the text if it is ASCII; there must be room. Testing after the loop lets the loop run without branches. */
    private boolean ascii(String text) {
        int length = text.length();
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            array[size + i] = (byte) c;
        }
        if (all >= ASCII_END) {
            return false;
        }
        size += length;
        return true;
    }

    private static int digits(long value) {
        // 1233 / 4096 is a little more than log10(2): this is the number of digits, or one less.
        int estimate = ((Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233) >>> 12;
        return value >= POWERS[estimate] ? estimate + 1 : Math.max(estimate, 1);
    }

    private static short[] pairs(int count, int base) {
        short[] pairs = new short[count];
        for (int i = 0; i < count; i++) {
            pairs[i] = (short) (Character.forDigit(i / base, base) << Byte.SIZE | Character.forDigit(i % base, base));
        }
        return pairs;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), 2 * array.length));
        }
    }
}
