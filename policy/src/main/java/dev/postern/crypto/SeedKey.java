package dev.postern.crypto;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A signing key held in this process's memory as its seed. */
final class SeedKey implements SigningKey {

    private final Ed25519 library;
    private final byte[] rawPublicKey;
    private final PublicKey publicKey;
    private final AtomicReference<byte @Nullable []> seed;

    SeedKey(byte[] seed, Ed25519 library) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        this.library = library;
        this.seed = new AtomicReference<>(seed.clone());
        this.rawPublicKey = library.publicKey(seed);
        this.publicKey = generated(rawPublicKey, library);
    }

    private static PublicKey generated(byte[] raw, Ed25519 library) {
        PublicKey key = PublicKey.of(raw, library);
        if (key == null) {
            throw new IllegalStateException("the library generated a public key that is none");
        }
        return key;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Signature sign(Signable message) {
        byte[] secret = seed.get();
        if (secret == null) {
            throw new IllegalStateException("the key was destroyed");
        }
        return Signature.made(library.sign(secret, rawPublicKey, message.bytes()));
    }

    @Override
    public void destroy() {
        byte[] secret = seed.getAndSet(null);
        if (secret != null) {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.keyId() + "]";
    }
}
