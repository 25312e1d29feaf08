package dev.postern.evidence;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Salted commitments: HMAC-SHA-256 (RFC 2104) with the salt as its key. Holds its digest and allocates nothing per
 * commitment; not thread-safe.
 */
public final class SaltedHash {

    /** Bytes of a salt. */
    public static final int SALT_BYTES = 16;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256;
    private final byte[] innerPad = pad(INNER);
    private final byte[] outerPad = pad(OUTER);
    private final byte[] inner = new byte[TreeHash.BYTES];

    public SaltedHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes the commitment to {@code bytes[offset, offset + length)} under a salt at {@code saltAt} of {@code salts}. */
    public void commit(byte[] salts, int saltAt, byte[] bytes, int offset, int length, byte[] into, int intoAt) {
        key(innerPad, INNER, salts, saltAt);
        sha256.update(bytes, offset, length);
        finish(inner, 0);
        key(outerPad, OUTER, salts, saltAt);
        sha256.update(inner);
        finish(into, intoAt);
    }

    /** Only the part of the pad that the key covers ever changes. */
    private void key(byte[] pad, byte with, byte[] salts, int saltAt) {
        for (int i = 0; i < SALT_BYTES; i++) {
            pad[i] = (byte) (salts[saltAt + i] ^ with);
        }
        sha256.update(pad);
    }

    private static byte[] pad(byte with) {
        byte[] pad = new byte[BLOCK];
        Arrays.fill(pad, with);
        return pad;
    }

    private void finish(byte[] into, int at) {
        try {
            sha256.digest(into, at, TreeHash.BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for 32 bytes at " + at + " of " + into.length, e);
        }
    }
}
