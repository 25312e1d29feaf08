package dev.postern.crypto;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A key that signs. Never shows its secret: neither its text nor any method gives it away. Thread-safe.
 */
public interface SigningKey {

    /** Bytes of the secret an Ed25519 key is made of. */
    int SEED_BYTES = 32;

    PublicKey publicKey();

    /**
     * The signature over {@code message}.
     *
     * @throws IllegalStateException when the key was destroyed
     */
    Signature sign(Signable message);

    /** Overwrites the secret; the key signs no more. Doing it twice is harmless. */
    void destroy();

    /** The key of a 32-byte seed, which is copied: the caller overwrites its own. */
    static SigningKey ofSeed(byte[] seed) {
        return new SeedKey(seed, Ed25519.PREFERRED);
    }

    /** As {@link #ofSeed(byte[])}, with the arithmetic of {@code library}. */
    static SigningKey ofSeed(byte[] seed, Ed25519 library) {
        return new SeedKey(seed, library);
    }

    /** A new key out of {@code random}, which must be a cryptographically secure source but in tests. */
    static SigningKey generate(RandomGenerator random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        SigningKey key = ofSeed(seed);
        Arrays.fill(seed, (byte) 0);
        return key;
    }
}
