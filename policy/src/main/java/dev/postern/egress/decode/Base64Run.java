package dev.postern.egress.decode;

import java.util.Arrays;

/**
 * Runs of base64, standard and URL alphabets alike (RFC 4648, 4 and 5), padded or not, wrapped at the same width or not.
 * Stateless.
 */
public final class Base64Run {

    /** Lines shorter than this are not joined: what wraps base64 does so at 64 or 76 characters. */
    private static final int MIN_LINE = 60;

    private static final byte[] VALUES = values();

    private Base64Run() {}

    public static boolean member(byte b) {
        return VALUES[b & 0xff] >= 0;
    }

    /** The last index in {@code [from, to)} that no run may have, or -1. */
    public static int lastOutside(byte[] text, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (VALUES[text[i] & 0xff] < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Where the run at {@code from} ends, padding not included, at most {@code to}; full lines are joined. */
    public static int end(byte[] text, int from, int to) {
        int line = from;
        int at = from;
        while (at < to) {
            if (VALUES[text[at] & 0xff] >= 0) {
                at++;
                continue;
            }
            int next = newline(text, at, to);
            boolean joins = next > at && next < to && at - line >= MIN_LINE && (at - line & 3) == 0;
            if (!joins || VALUES[text[next] & 0xff] < 0) {
                return at;
            }
            line = next;
            at = next;
        }
        return at;
    }

    /** Decodes a run; what is left of an incomplete group at its end is dropped. */
    public static int decode(byte[] text, int from, int to, byte[] out) {
        int bits = 0;
        int count = 0;
        int length = 0;
        for (int i = from; i < to; i++) {
            int value = VALUES[text[i] & 0xff];
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            if ((++count & 3) != 1) {
                out[length++] = (byte) (bits >>> shift(count));
            }
        }
        return length;
    }

    /** The decoded bytes {@code [first, last)} of a run, with their origins. */
    public static Layer layer(byte[] text, int from, int to, int first, int last) {
        Layer layer = new Layer("base64", last - first);
        int bits = 0;
        int count = 0;
        int previous = from;
        for (int i = from, n = 0; i < to && n < last; i++) {
            int value = VALUES[text[i] & 0xff];
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            if ((++count & 3) != 1) {
                if (n++ >= first) {
                    layer.add(bits >>> shift(count), previous, i + 1);
                }
            }
            previous = i;
        }
        return layer;
    }

    /** Where a run may be taken up again at about {@code at}: after a whole number of groups from {@code from}. */
    public static int groupEnd(byte[] text, int from, int at) {
        int count = 0;
        int i = from;
        while (i < at || (count & 3) != 0) {
            count += VALUES[text[i++] & 0xff] >= 0 ? 1 : 0;
        }
        return i;
    }

    /** The second character of a group completes a byte with 4 bits to spare, the third with 2, the fourth with none. */
    private static int shift(int count) {
        return (4 - count & 3) << 1;
    }

    private static int newline(byte[] text, int at, int to) {
        int i = at < to && text[at] == '\r' ? at + 1 : at;
        return i < to && text[i] == '\n' ? i + 1 : at;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
