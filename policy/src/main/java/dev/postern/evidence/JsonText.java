package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.Utf8;
import java.util.List;

/** The pieces of canonical JSON that leaves are made of, written straight as bytes. */
final class JsonText {

    private static final String HEX = "0123456789abcdef";
    private static final byte[] NONE = {'[', ']'};

    private JsonText() {}

    /** A string with the escapes of canonical JSON and nothing else escaped. */
    static void string(ByteBuilder out, String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), escaped);
        }
        String whole = escaped.append('"').toString();
        int length = Utf8.length(whole);
        int at = out.reserve(length);
        Utf8.write(whole, out.array(), at);
    }

    /** An array of strings. */
    static void strings(ByteBuilder out, List<String> texts) {
        if (texts.isEmpty()) {
            out.bytes(NONE);
            return;
        }
        out.u8('[');
        boolean first = true;
        for (String text : texts) {
            if (!first) {
                out.u8(',');
            }
            first = false;
            string(out, text);
        }
        out.u8(']');
    }

    /** A run of the sidecar: sixteen digits. */
    static String boot(long boot) {
        StringBuilder digits = new StringBuilder(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            digits.append(HEX.charAt((int) (boot >>> shift) & 0xf));
        }
        return digits.toString();
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
