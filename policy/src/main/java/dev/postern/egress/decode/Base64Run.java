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

    /** The six bits of a character; negative if it is of no run. */
    public static int value(byte b) {
        return VALUES[b & 0xff];
    }

    /** The byte that two characters of a run at an index begin with. */
    public static int octet(byte[] text, int at) {
        return (VALUES[text[at] & 0xff] << 2 | VALUES[text[at + 1] & 0xff] >> 4) & 0xff;
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
        for (int i = from; i < to; ) {
            int group = (count & 3) == 0 && i + 4 <= to ? group(text, i) : -1;
            if (group >= 0) {
                out[length] = (byte) (group >>> 16);
                out[length + 1] = (byte) (group >>> 8);
                out[length + 2] = (byte) group;
                length += 3;
                i += 4;
                continue;
            }
            int value = VALUES[text[i++] & 0xff];
            if (value >= 0) {
                bits = bits << 6 | value;
                if ((++count & 3) != 1) {
                    out[length++] = (byte) (bits >>> shift(count));
                }
            }
        }
        return length;
    }

    /**
     * The bytes {@code [first, last)} of a decoded run, with their origins.
     *
     * @param decoded what the run {@code [from, to)} of the text came to
     */
    public static Layer layer(byte[] text, int from, int to, byte[] decoded, int first, int last) {
        byte[] bytes = Arrays.copyOfRange(decoded, first, last);
        boolean wrapped = lastOutside(text, from, to) >= 0;
        Origins origins = wrapped ? noted(text, from, to, first, last) : new Origins.Quads(from, first);
        return new Layer("base64", bytes, bytes.length, origins);
    }

    private static Origins noted(byte[] text, int from, int to, int first, int last) {
        int[] begins = new int[last - first];
        int[] ends = new int[last - first];
        int count = 0;
        int previous = from;
        for (int i = from, n = 0; i < to && n < last; i++) {
            if (VALUES[text[i] & 0xff] < 0) {
                continue;
            }
            if ((++count & 3) != 1) {
                if (n >= first) {
                    begins[n - first] = previous;
                    ends[n - first] = i + 1;
                }
                n++;
            }
            previous = i;
        }
        return new Origins.Noted(begins, ends);
    }

    /** The 24 bits of four characters, negative if one of them is outside. */
    private static int group(byte[] text, int i) {
        return VALUES[text[i] & 0xff] << 18
                | VALUES[text[i + 1] & 0xff] << 12
                | VALUES[text[i + 2] & 0xff] << 6
                | VALUES[text[i + 3] & 0xff];
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
