package dev.postern.sidecar.identity;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A token's text as the key of a cache: found by the SHA-256 of its end, which is of its signature, and then compared whole.
 * So the time that it takes to find nothing tells nothing of the tokens that are there, and only a part of a text is hashed.
 */
final class TextKey {

    private static final int HASHED_CHARS = 64;

    private final String text;
    private final ContentDigest end;

    TextKey(String text) {
        this.text = text;
        String last = text.substring(Math.max(0, text.length() - HASHED_CHARS));
        this.end = Sha256.of(last.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return text.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextKey key && end.equals(key.end) && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return end.hashCode();
    }

    @Override
    public String toString() {
        return "TextKey";
    }
}
