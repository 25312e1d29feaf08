package dev.postern.egress.decode;

/**
 * Undoes the escapes of URLs ({@code %41}) and of strings in JSON and programs ({@code \}{@code u0041}, {@code \x41},
 * {@code \/}, {@code \n}) in one walk; whatever is no escape stays as it is. Stateless.
 */
public final class EscapedText {

    private EscapedText() {}

    /** The text of {@code [from, to)} without its escapes. */
    public static Layer decode(byte[] text, int from, int to) {
        Layer layer = new Layer("escapes", to - from);
        int i = from;
        while (i < to) {
            i = text[i] == '%' || text[i] == '\\' ? escape(text, i, to, layer) : plain(text, i, layer);
        }
        return layer;
    }

    private static int plain(byte[] text, int i, Layer layer) {
        layer.add(text[i], i, i + 1);
        return i + 1;
    }

    private static int escape(byte[] text, int i, int to, Layer layer) {
        if (text[i] == '%') {
            return octet(text, i, i + 1, to, layer);
        }
        if (i + 1 >= to) {
            return plain(text, i, layer);
        }
        return switch (text[i + 1]) {
            case 'u' -> unit(text, i, to, layer);
            case 'x' -> octet(text, i, i + 2, to, layer);
            case 'n' -> one('\n', i, layer);
            case 'r' -> one('\r', i, layer);
            case 't' -> one('\t', i, layer);
            case '/', '"', '\'', '\\' -> one(text[i + 1], i, layer);
            default -> plain(text, i, layer);
        };
    }

    private static int one(int c, int i, Layer layer) {
        layer.add(c, i, i + 2);
        return i + 2;
    }

    private static int octet(byte[] text, int i, int digits, int to, Layer layer) {
        int value = hex(text, digits, 2, to);
        if (value < 0) {
            return plain(text, i, layer);
        }
        layer.add(value, i, digits + 2);
        return digits + 2;
    }

    private static int unit(byte[] text, int i, int to, Layer layer) {
        int value = hex(text, i + 2, 4, to);
        if (value < 0) {
            return plain(text, i, layer);
        }
        int end = i + 6;
        if (value < 0x80) {
            layer.add(value, i, end);
        } else if (value < 0x800) {
            layer.add(0xC0 | value >> 6, i, end);
            layer.add(0x80 | (value & 0x3F), i, end);
        } else {
            layer.add(0xE0 | value >> 12, i, end);
            layer.add(0x80 | (value >> 6 & 0x3F), i, end);
            layer.add(0x80 | (value & 0x3F), i, end);
        }
        return end;
    }

    private static int hex(byte[] text, int from, int digits, int to) {
        if (from + digits > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
