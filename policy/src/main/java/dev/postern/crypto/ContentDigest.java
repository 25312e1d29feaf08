package dev.postern.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of some bytes, as their name. Its text is {@code sha256:} and 64 lower-case hexadecimal digits. Immutable;
 * equality takes the same time wherever two digests differ; the order is that of the bytes.
 */
public final class ContentDigest implements Comparable<ContentDigest> {

    /** Bytes of a digest. */
    public static final int BYTES = Sha256.BYTES;

    /** 32 zero bytes: what stands before the first of a chain. */
    public static final ContentDigest ZERO = new ContentDigest(0, 0, 0, 0);

    private static final String PREFIX = "sha256:";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private ContentDigest(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /** The digest that {@code hash} already is; hashing is {@link Sha256#of(byte[])}. */
    public static ContentDigest ofHash(byte[] hash) {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("a digest has " + BYTES + " bytes, not " + hash.length);
        }
        return read(hash, 0);
    }

    /** The digest whose 32 bytes stand at {@code offset}. */
    public static ContentDigest read(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, BYTES, bytes.length);
        return new ContentDigest(
                (long) LONG.get(bytes, offset),
                (long) LONG.get(bytes, offset + 8),
                (long) LONG.get(bytes, offset + 16),
                (long) LONG.get(bytes, offset + 24));
    }

    /** The digest that {@code sha256:<64 lower-case digits>} names, or null. */
    public static @Nullable ContentDigest parse(String text) {
        return text.startsWith(PREFIX) ? parseHex(text.substring(PREFIX.length())) : null;
    }

    /** The digest that 64 lower-case hexadecimal digits are, or null. */
    public static @Nullable ContentDigest parseHex(String hex) {
        byte[] bytes = Hex.parse(hex, BYTES);
        return bytes == null ? null : read(bytes, 0);
    }

    public String hex() {
        return Hex.print(toByteArray());
    }

    public byte[] toByteArray() {
        byte[] bytes = new byte[BYTES];
        writeTo(bytes, 0);
        return bytes;
    }

    public void writeTo(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, BYTES, target.length);
        LONG.set(target, offset, a);
        LONG.set(target, offset + 8, b);
        LONG.set(target, offset + 16, c);
        LONG.set(target, offset + 24, d);
    }

    @Override
    public int compareTo(ContentDigest other) {
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ContentDigest other
                && ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a ^ d);
    }

    @Override
    public String toString() {
        return PREFIX + hex();
    }
}
