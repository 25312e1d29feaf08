package dev.postern.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A promise about bytes that gives nothing away: HMAC-SHA-256 of them under a random 16-byte salt. Whoever has salt and
 * bytes can check it; once the salt is gone nobody can tell what was committed to, even of a few candidates.
 *
 * @param digest the HMAC
 */
public record Commitment(ContentDigest digest) {

    public static final int SALT_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    public static Commitment of(byte[] salt, byte[] bytes) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes, not " + salt.length);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
            return new Commitment(ContentDigest.ofHash(mac.doFinal(bytes)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Whether {@code bytes} are what was committed to; takes the same time wherever they differ. */
    public boolean opens(byte[] salt, byte[] bytes) {
        return equals(of(salt, bytes));
    }
}
