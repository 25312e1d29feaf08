package dev.postern.evidence.content;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes and the digest that they have. Immutable. */
public final class Content {

    private final byte[] bytes;
    private final ContentDigest digest;

    private Content(byte[] bytes, ContentDigest digest) {
        this.bytes = bytes;
        this.digest = digest;
    }

    /** A copy of {@code bytes} under its digest. */
    public static Content of(byte[] bytes) {
        byte[] own = bytes.clone();
        return new Content(own, Sha256.of(own));
    }

    /** A copy of {@code bytes} if {@code digest} is theirs, or null. */
    public static @Nullable Content claimed(ContentDigest digest, byte[] bytes) {
        Content content = of(bytes);
        return content.digest.equals(digest) ? content : null;
    }

    public ContentDigest digest() {
        return digest;
    }

    public int size() {
        return bytes.length;
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Content other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest + " (" + bytes.length + " bytes)";
    }
}
