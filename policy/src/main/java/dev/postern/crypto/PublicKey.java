package dev.postern.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key: the canonical encoding of a point that is not of small order, decoded once. Verification is strict
 * ({@link Ed25519Rules}). Immutable; keys are equal when their bytes are.
 */
public final class PublicKey {

    public static final int BYTES = 32;

    private static final int KEY_ID_BYTES = 16;

    private final byte[] raw;
    private final String keyId;
    private final Ed25519.Verifier verifier;

    private PublicKey(byte[] raw, Ed25519.Verifier verifier) {
        this.raw = raw;
        this.keyId = Hex.print(Arrays.copyOf(Sha256.of(raw).toByteArray(), KEY_ID_BYTES));
        this.verifier = verifier;
    }

    /** The key that 32 raw bytes are, or null when they are none that is accepted. */
    public static @Nullable PublicKey of(byte[] raw) {
        return of(raw, Ed25519.BOUNCY_CASTLE);
    }

    /** As {@link #of(byte[])}, with the arithmetic of {@code library}. */
    public static @Nullable PublicKey of(byte[] raw, Ed25519 library) {
        if (raw.length != BYTES || !Ed25519Rules.acceptsPoint(raw)) {
            return null;
        }
        byte[] own = raw.clone();
        Ed25519.Verifier verifier = library.verifier(own);
        return verifier == null ? null : new PublicKey(own, verifier);
    }

    /** The key of 64 lower-case hexadecimal digits, or null. */
    public static @Nullable PublicKey parseHex(String hex) {
        byte[] raw = Hex.parse(hex, BYTES);
        return raw == null ? null : of(raw);
    }

    /** Whether {@code signature} is this key's over {@code signed}. */
    public boolean verify(Signable signed, Signature signature) {
        return verify(signed.bytes(), signature.bytes());
    }

    /** Whether {@code signature}, 64 bytes, is this key's over {@code message}. */
    boolean verify(byte[] message, byte[] signature) {
        return Ed25519Rules.accepts(signature) && verifier.verify(message, signature);
    }

    /** The first 16 bytes of the SHA-256 of the raw key, in hexadecimal. */
    public String keyId() {
        return keyId;
    }

    public byte[] toByteArray() {
        return raw.clone();
    }

    public String hex() {
        return Hex.print(raw);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof PublicKey other && Arrays.equals(raw, other.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "PublicKey[" + keyId + "]";
    }
}
