package dev.postern.evidence;

import java.util.Base64;
import java.util.Optional;

/** Standard base64 (RFC 4648 §4) where each sequence of bytes has one spelling: padded, unbroken, no stray bits. */
final class CanonicalBase64 {

    private CanonicalBase64() {}

    /** The bytes of {@code text}; empty when it is not base64 or another text spells the same bytes canonically. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
