package dev.postern.crypto;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key: the canonical encoding of a point that is not of small order, decoded at most once. Verification is strict
 * ({@link Ed25519Rules}). Immutable; keys are equal when their bytes are.
 */
public final class PublicKey {

    public static final int BYTES = 32;

    private static final int KEY_ID_BYTES = 16;

    /** What a key verifies that is no point of the curve. */
    private static final Ed25519.Verifier NOTHING = (message, signature) -> false;

    private final byte[] raw;
    private final String keyId;
    private final Ed25519 library;

    /** Null before the key is decoded; threads that decode it at once come to the same. */
    private volatile Ed25519.@Nullable Verifier verifier;

    private PublicKey(byte[] raw, Ed25519 library) {
        this.raw = raw;
        this.keyId = Hex.print(Arrays.copyOf(Sha256.of(raw).toByteArray(), KEY_ID_BYTES));
        this.library = library;
    }

    /** The key that 32 raw bytes are, or null when they are none that is accepted. */
    public static @Nullable PublicKey of(byte[] raw) {
        return of(raw, Ed25519.PREFERRED);
    }

    /** As {@link #of(byte[])}, with the arithmetic of {@code library}. */
    public static @Nullable PublicKey of(byte[] raw, Ed25519 library) {
        PublicKey key = claimed(raw, library);
        return key == null || key.decoded() == NOTHING ? null : key;
    }

    /** The key of 64 lower-case hexadecimal digits, or null. */
    public static @Nullable PublicKey parseHex(String hex) {
        byte[] raw = Hex.parse(hex, BYTES);
        return raw == null ? null : of(raw);
    }

    /**
     * As {@link #parseHex}, for a key that a stranger names and that may never be asked to verify: it is decoded only
     * then, and verifies nothing should its canonical encoding be that of no point.
     */
    public static @Nullable PublicKey claimedHex(String hex) {
        byte[] raw = Hex.parse(hex, BYTES);
        return raw == null ? null : claimed(raw, Ed25519.PREFERRED);
    }

    private static @Nullable PublicKey claimed(byte[] raw, Ed25519 library) {
        return raw.length == BYTES && Ed25519Rules.acceptsPoint(raw) ? new PublicKey(raw.clone(), library) : null;
    }

    /** Whether {@code signature} is this key's over {@code signed}. */
    public boolean verify(Signable signed, Signature signature) {
        return verify(signed.bytes(), signature.bytes());
    }

    /** Whether {@code signature}, 64 bytes, is this key's over {@code message}. */
    boolean verify(byte[] message, byte[] signature) {
        return Ed25519Rules.accepts(signature) && decoded().verify(message, signature);
    }

    private Ed25519.Verifier decoded() {
        Ed25519.Verifier known = verifier;
        if (known == null) {
            known = Objects.requireNonNullElse(library.verifier(raw), NOTHING);
            verifier = known;
        }
        return known;
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
