package dev.postern.crypto;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 (RFC 4648) in which every byte string has exactly one text: the padding of the alphabet is demanded, unused bits
 * must be zero. The JDK's decoders accept several texts for the same bytes, which would give one token several digests.
 */
public final class Base64Text {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Base64Text() {}

    /** The standard alphabet with padding. */
    public static String print(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The URL-safe alphabet without padding. */
    public static String printUrl(byte[] bytes) {
        return URL.encodeToString(bytes);
    }

    /** The bytes of padded standard base64, or null when {@code text} is not what {@link #print} writes. */
    public static byte @Nullable [] parse(String text) {
        byte[] bytes = decode(Base64.getDecoder(), text);
        return bytes != null && print(bytes).equals(text) ? bytes : null;
    }

    /** The bytes of unpadded URL-safe base64, or null when {@code text} is not what {@link #printUrl} writes. */
    public static byte @Nullable [] parseUrl(String text) {
        byte[] bytes = decode(Base64.getUrlDecoder(), text);
        return bytes != null && printUrl(bytes).equals(text) ? bytes : null;
    }

    private static byte @Nullable [] decode(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
