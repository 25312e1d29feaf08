package dev.postern.crypto;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Lower-case hexadecimal text, and its strict reading. */
public final class Hex {

    private static final HexFormat LOWER = HexFormat.of();

    private Hex() {}

    public static String print(byte[] bytes) {
        return LOWER.formatHex(bytes);
    }

    /** The bytes of lower-case {@code text}, or null when it is not exactly {@code length} bytes in lower-case digits. */
    public static byte @Nullable [] parse(String text, int length) {
        if (text.length() != 2 * length) {
            return null;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int high = digit(text.charAt(2 * i));
            int low = digit(text.charAt(2 * i + 1));
            if ((high | low) < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** The bytes of digits that stand in the source. */
    static byte[] parseKnown(String text) {
        return LOWER.parseHex(text);
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
