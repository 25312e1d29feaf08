package dev.postern.egress.decode;

import java.util.Arrays;

/** Runs of hexadecimal digits, two for each byte. Stateless. */
public final class HexRun {

    private static final byte[] VALUES = values();

    private HexRun() {}

    /** What each byte stands for as a digit; -1 if it is none, which makes every number it is in negative. */
    static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 16; i++) {
            values[Character.forDigit(i, 16)] = (byte) i;
            values[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        return values;
    }

    /** Where the hexadecimal digits at {@code from} end, a whole number of pairs, at most {@code to}. */
    public static int end(byte[] text, int from, int to) {
        int at = from;
        while (at < to && VALUES[text[at] & 0xff] >= 0) {
            at++;
        }
        return at - (at - from & 1);
    }

    /** Decodes pairs; returns how many bytes they made. */
    public static int decode(byte[] text, int from, int to, byte[] out) {
        int length = 0;
        for (int i = from; i + 1 < to; i += 2) {
            out[length++] = (byte) (VALUES[text[i] & 0xff] << 4 | VALUES[text[i + 1] & 0xff]);
        }
        return length;
    }

    /** The bytes {@code [first, last)} of a decoded run that begins at {@code from}, with their origins. */
    public static Layer layer(byte[] decoded, int from, int first, int last) {
        byte[] bytes = Arrays.copyOfRange(decoded, first, last);
        return new Layer("hex", bytes, bytes.length, new Origins.Pairs(from + 2 * first));
    }
}
