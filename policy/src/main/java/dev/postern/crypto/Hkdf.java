package dev.postern.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys made from a key: HKDF (RFC 5869) with SHA-256. */
public final class Hkdf {

    private static final String ALGORITHM = "HmacSHA256";
    /** Bytes of a key as long as the hash. */
    public static final int HASH_BYTES = 32;

    private static final int MOST_BLOCKS = 255;

    private Hkdf() {}

    /**
     * {@code length} bytes derived from {@code secret}; other salts or purposes give bytes that say nothing of these.
     *
     * @param salt may be empty
     * @param purpose what the bytes are for, RFC 5869's {@code info}
     * @param length at most 8,160
     */
    public static byte[] derive(byte[] secret, byte[] salt, byte[] purpose, int length) {
        if (length < 0 || length > MOST_BLOCKS * HASH_BYTES) {
            throw new IllegalArgumentException(length + " bytes, expected at most " + MOST_BLOCKS * HASH_BYTES);
        }
        Mac expand = mac(mac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(secret));
        byte[] derived = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0, i = 1; at < length; at += HASH_BYTES, i++) {
            expand.update(block);
            expand.update(purpose);
            expand.update((byte) i);
            block = expand.doFinal();
            System.arraycopy(block, 0, derived, at, Math.min(HASH_BYTES, length - at));
        }
        return derived;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
