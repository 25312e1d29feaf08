package dev.postern.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * SHA-256 (FIPS 180-4) by the JDK. An instance is reused for one digest after another and belongs to one thread; the
 * static methods make their own.
 */
public final class Sha256 {

    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    public static ContentDigest of(byte[] bytes) {
        return new Sha256().update(bytes).digest();
    }

    public static ContentDigest of(byte[] bytes, int offset, int length) {
        return new Sha256().update(bytes, offset, length).digest();
    }

    public Sha256 update(byte single) {
        digest.update(single);
        return this;
    }

    public Sha256 update(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    public Sha256 update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /** The digest of everything since the last one; the instance starts anew. */
    public ContentDigest digest() {
        return ContentDigest.ofHash(digest.digest());
    }

    /** As {@link #digest()}, written to {@code target} at {@code offset} without allocating. */
    public void digestInto(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, BYTES, target.length);
        try {
            digest.digest(target, offset, BYTES);
        } catch (DigestException impossible) {
            throw new AssertionError("there is room for " + BYTES + " bytes", impossible);
        }
    }
}
