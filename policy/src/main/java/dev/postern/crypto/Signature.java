package dev.postern.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An Ed25519 signature, 64 bytes, genuine or not. Immutable. */
public final class Signature {

    public static final int BYTES = 64;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The signature that {@code bytes} are, or null when they are not 64. */
    public static @Nullable Signature of(byte[] bytes) {
        return bytes.length == BYTES ? new Signature(bytes.clone()) : null;
    }

    /** The signature of 128 lower-case hexadecimal digits, or null. */
    public static @Nullable Signature parseHex(String hex) {
        byte[] bytes = Hex.parse(hex, BYTES);
        return bytes == null ? null : new Signature(bytes);
    }

    static Signature made(byte[] bytes) {
        return new Signature(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    public String hex() {
        return Hex.print(bytes);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Signature other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Signature[" + hex() + "]";
    }
}
