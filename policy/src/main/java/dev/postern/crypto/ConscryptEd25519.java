package dev.postern.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.X509EncodedKeySpec;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * {@link Ed25519} that verifies by Conscrypt, whose code is native. It looks at the equation without the cofactor, so
 * what it accepts {@link BouncyCastleEd25519} accepts as well; of what it refuses that one has the last word. So no
 * verdict depends on which of them is there, and a forgery costs both. Secrets stay with BouncyCastle, which leaves no
 * copies of them in native memory. The provider is not registered.
 */
final class ConscryptEd25519 implements Ed25519 {

    private static final String ALGORITHM = "Ed25519";

    private final Provider provider = Conscrypt.newProvider();

    private ConscryptEd25519() {}

    /** Conscrypt where its jar is on the class path and made for this machine, else {@code other}. */
    static Ed25519 orElse(Ed25519 other) {
        try {
            return Conscrypt.isAvailable() ? new ConscryptEd25519() : other;
        } catch (LinkageError notThere) {
            return other;
        }
    }

    @Override
    public byte[] publicKey(byte[] seed) {
        return BOUNCY_CASTLE.publicKey(seed);
    }

    @Override
    public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
        return BOUNCY_CASTLE.sign(seed, publicKey, message);
    }

    @Override
    public @Nullable Verifier verifier(byte[] publicKey) {
        Verifier exact = BOUNCY_CASTLE.verifier(publicKey);
        if (exact == null) {
            return null;
        }
        java.security.PublicKey key = decoded(publicKey);
        return (message, signature) -> verifies(key, message, signature) || exact.verify(message, signature);
    }

    private java.security.PublicKey decoded(byte[] publicKey) {
        try {
            return KeyFactory.getInstance(ALGORITHM, provider)
                    .generatePublic(new X509EncodedKeySpec(KeyEncoding.publicDer(publicKey)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Conscrypt takes every point of the curve", impossible);
        }
    }

    private boolean verifies(java.security.PublicKey key, byte[] message, byte[] signature) {
        try {
            java.security.Signature verification = java.security.Signature.getInstance(ALGORITHM, provider);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }
}
