package dev.postern.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of Ed25519 (RFC 8032, pure, no context) by some library, which verifies with the cofactor. What else is
 * accepted is not left to it: {@link PublicKey} refuses by {@link Ed25519Rules} every non-canonical or small-order
 * encoding before it is asked.
 * Thread-safe.
 */
public interface Ed25519 {

    /** BouncyCastle's low-level implementation in Java. */
    Ed25519 BOUNCY_CASTLE = new BouncyCastleEd25519();

    /** The fastest there is: native code where Conscrypt is on the class path, which it need not be. */
    Ed25519 PREFERRED = ConscryptEd25519.orElse(BOUNCY_CASTLE);

    /** What verifies with a key; decoded once, used often. Thread-safe. */
    @FunctionalInterface
    interface Verifier {
        /** Whether {@code signature} is the key's over {@code message}. */
        boolean verify(byte[] message, byte[] signature);
    }

    /** The public key of a 32-byte seed. */
    byte[] publicKey(byte[] seed);

    /** The signature, 64 bytes, of the key with {@code seed} and {@code publicKey}. */
    byte[] sign(byte[] seed, byte[] publicKey, byte[] message);

    /**
     * A verifier for the 32 bytes of a public key, or null when they are not the canonical encoding of a point of the
     * curve.
     */
    @Nullable
    Verifier verifier(byte[] publicKey);
}
