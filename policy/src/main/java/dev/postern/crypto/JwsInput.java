package dev.postern.crypto;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The signing input of a JSON Web Signature (RFC 7515, section 5.1): two base64url parts with one dot between them. */
public final class JwsInput extends Signable {

    private JwsInput(byte[] bytes) {
        super(bytes);
    }

    /** The input that {@code bytes} are, or null when they have another form. */
    public static @Nullable JwsInput of(byte[] bytes) {
        byte[] own = bytes.clone();
        int dots = 0;
        for (byte each : own) {
            dots += each == '.' ? 1 : 0;
            if (each != '.' && !isBase64Url(each)) {
                return null;
            }
        }
        return dots == 1 ? new JwsInput(own) : null;
    }

    /** As {@link #of(byte[])}, of text. */
    public static @Nullable JwsInput of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isBase64Url(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
