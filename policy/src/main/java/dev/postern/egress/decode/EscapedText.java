package dev.postern.egress.decode;

/**
 * Undoes the escapes of URLs ({@code %41}) and of strings in JSON and programs ({@code \}{@code u0041}, {@code \x41},
 * {@code \/}, {@code \n}) in one walk; whatever is no escape stays as it is. Used once for each text.
 */
public final class EscapedText {

    private static final byte[] HEX = HexRun.values();

    private final byte[] text;
    private final int to;
    private final byte[] bytes;
    private final int[] begins;
    private final int[] ends;
    private int length;

    private EscapedText(byte[] text, int from, int to) {
        this.text = text;
        this.to = to;
        this.bytes = new byte[to - from];
        this.begins = new int[to - from];
        this.ends = new int[to - from];
    }

    /** The text of {@code [from, to)} without its escapes. */
    public static Layer decode(byte[] text, int from, int to) {
        EscapedText escaped = new EscapedText(text, from, to);
        for (int i = from; i < to; ) {
            i = text[i] == '%' || text[i] == '\\' ? escaped.escape(i) : escaped.add(text[i], i, i + 1);
        }
        return new Layer("escapes", escaped.bytes, escaped.length, new Origins.Noted(escaped.begins, escaped.ends));
    }

    private int escape(int i) {
        if (text[i] == '%') {
            return octet(i, i + 1);
        }
        if (i + 1 >= to) {
            return add(text[i], i, i + 1);
        }
        return switch (text[i + 1]) {
            case 'u' -> unit(i);
            case 'x' -> octet(i, i + 2);
            case 'n' -> add('\n', i, i + 2);
            case 'r' -> add('\r', i, i + 2);
            case 't' -> add('\t', i, i + 2);
            case '/', '"', '\'', '\\' -> add(text[i + 1], i, i + 2);
            default -> add(text[i], i, i + 1);
        };
    }

    private int octet(int i, int digits) {
        int value = hex(digits, 2);
        return value < 0 ? add(text[i], i, i + 1) : add(value, i, digits + 2);
    }

    private int unit(int i) {
        int value = hex(i + 2, 4);
        if (value < 0) {
            return add(text[i], i, i + 1);
        }
        int end = i + 6;
        if (value < 0x80) {
            return add(value, i, end);
        }
        if (value < 0x800) {
            add(0xC0 | value >> 6, i, end);
        } else {
            add(0xE0 | value >> 12, i, end);
            add(0x80 | (value >> 6 & 0x3F), i, end);
        }
        return add(0x80 | (value & 0x3F), i, end);
    }

    private int hex(int from, int digits) {
        if (from + digits > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value << 4 | HEX[text[i] & 0xff];
        }
        return value;
    }

    private int add(int b, int begin, int end) {
        bytes[length] = (byte) b;
        begins[length] = begin;
        ends[length++] = end;
        return end;
    }
}
