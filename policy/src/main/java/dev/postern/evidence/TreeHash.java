package dev.postern.evidence;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.Hex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash of a leaf, of an inner node or of a whole tree: 32 bytes, immutable. */
public final class TreeHash {

    /** Bytes in a hash. */
    public static final int BYTES = 32;

    private static final int BASE64_CHARACTERS = 44;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash that is these 32 bytes. */
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash of " + bytes.length + " bytes, expected " + BYTES);
        }
        return new TreeHash(bytes.clone());
    }

    /** The hash at {@code offset} of {@code bytes}. */
    public static TreeHash at(byte[] bytes, int offset) {
        return new TreeHash(Arrays.copyOfRange(bytes, offset, Math.addExact(offset, BYTES)));
    }

    /** The hash that 64 lower-case hexadecimal digits write, or null. */
    public static @Nullable TreeHash fromHex(String hex) {
        byte[] bytes = Hex.parse(hex, BYTES);
        return bytes == null ? null : new TreeHash(bytes);
    }

    /** The hash that 44 characters of standard base64 write in the one canonical way, or null. */
    public static @Nullable TreeHash fromBase64(String base64) {
        byte[] bytes = base64.length() == BASE64_CHARACTERS ? Base64Text.parse(base64) : null;
        return bytes == null || bytes.length != BYTES ? null : new TreeHash(bytes);
    }

    /** A fresh copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Writes the 32 bytes at {@code offset} of {@code into}. */
    public void copyTo(byte[] into, int offset) {
        System.arraycopy(bytes, 0, into, offset, BYTES);
    }

    /** Standard base64 with padding, as checkpoints and proofs carry it. */
    public String base64() {
        return Base64Text.print(bytes);
    }

    /** Lower-case hexadecimal, 64 digits. */
    public String hex() {
        return Hex.print(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@link #hex()}. */
    @Override
    public String toString() {
        return hex();
    }
}
