package dev.postern.evidence;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

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

    /** The hash written as 64 digits; empty when it is not one. */
    public static Optional<TreeHash> fromHex(String hex) {
        if (hex.length() != 2 * BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TreeHash(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    /** The hash written as standard base64 with its padding; empty when it is not one, or not the only spelling of it. */
    public static Optional<TreeHash> fromBase64(String base64) {
        if (base64.length() != BASE64_CHARACTERS) {
            return Optional.empty();
        }
        return CanonicalBase64.decode(base64)
                .filter(bytes -> bytes.length == BYTES)
                .map(TreeHash::new);
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
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Lower-case hexadecimal, 64 digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
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
