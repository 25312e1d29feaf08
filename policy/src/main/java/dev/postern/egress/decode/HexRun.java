package dev.postern.egress.decode;

import java.util.Arrays;

/** Runs of hexadecimal digits, two for each byte. Stateless. */
public final class HexRun {

    private HexRun() {}

    /** Where the hexadecimal digits at {@code from} end, a whole number of pairs, at most {@code to}. */
    public static int end(byte[] text, int from, int to) {
        int at = from;
        while (at < to && Character.digit(text[at], 16) >= 0) {
            at++;
        }
        return at - (at - from & 1);
    }

    /** Decodes pairs; returns how many bytes they made. */
    public static int decode(byte[] text, int from, int to, byte[] out) {
        int length = 0;
        for (int i = from; i + 1 < to; i += 2) {
            out[length++] = (byte) (Character.digit(text[i], 16) << 4 | Character.digit(text[i + 1], 16));
        }
        return length;
    }

    /** The bytes {@code [first, last)} of a decoded run that begins at {@code from}, with their origins. */
    public static Layer layer(byte[] decoded, int from, int first, int last) {
        byte[] bytes = Arrays.copyOfRange(decoded, first, last);
        return new Layer("hex", bytes, bytes.length, new Origins.Pairs(from + 2 * first));
    }
}
