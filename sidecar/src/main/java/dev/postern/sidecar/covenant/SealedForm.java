package dev.postern.sidecar.covenant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts under AES-256-GCM: a version byte, a random nonce of 12 bytes, the ciphertext and its tag of 16 bytes. Version and
 * id are authenticated, so that no document can take another's place; plain text is refused like any forgery. The nonces
 * of one key must not repeat: after 2<sup>32</sup> documents written, take a new key.
 */
final class SealedForm implements Form {

    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;

    private final SecretKey key;
    private final RandomGenerator random;

    /**
     * A form under a key.
     *
     * @param key copied; the caller may overwrite it
     * @param random cryptographically secure
     */
    SealedForm(byte[] key, RandomGenerator random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, expected " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    @Override
    public byte[] close(String id, byte[] text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] body = new byte[HEAD_BYTES + text.length + TAG_BYTES];
        body[0] = VERSION;
        System.arraycopy(nonce, 0, body, 1, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, id, body).doFinal(text, 0, text.length, body, HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot seal by AES-256-GCM", e);
        }
        return body;
    }

    @Override
    public byte[] open(String id, byte[] body) throws IOException {
        if (body.length < HEAD_BYTES + TAG_BYTES || body[0] != VERSION) {
            throw new IOException("covenant " + id + " is not sealed, expected it to be");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, id, body).doFinal(body, HEAD_BYTES, body.length - HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IOException("covenant " + id + " was sealed by another key, or changed since", e);
        }
    }

    @Override
    public boolean tellsFacts() {
        return false;
    }

    private Cipher cipher(int mode, String id, byte[] body) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Arrays.copyOfRange(body, 1, HEAD_BYTES);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(id.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    @Override
    public String toString() {
        return "SealedForm";
    }
}
