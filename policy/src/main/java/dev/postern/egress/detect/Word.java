package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** A word of letters and digits, letters in upper case. */
final class Word {
    private final byte[] bytes;
    private final int start;
    private final int length;

    Word(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    int length() {
        return length;
    }

    char at(int i) {
        return (char) Chars.upper(bytes[start + i]);
    }

    String text() {
        return new String(bytes, start, length, US_ASCII).toUpperCase(Locale.ROOT);
    }

    int number(int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + at(i) - '0';
        }
        return number;
    }

    int sum(int from, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (at(from + i) - '0') * weights[i];
        }
        return sum;
    }

    /**
     * Whether the word is written so: L a letter, D a digit, A either, C either, O a digit or the letters that stand for one; others
     * as {@link #fits} tells.
     */
    boolean is(String shape) {
        if (length != shape.length()) {
            return false;
        }
        boolean upper = true;
        boolean lower = true;
        for (int i = 0; i < shape.length(); i++) {
            int c = bytes[start + i];
            if (!fits(shape.charAt(i), Chars.upper(c))) {
                return false;
            }
            upper &= !Chars.is(c, Chars.LOWER);
            lower &= !Chars.is(c, Chars.UPPER);
        }
        return upper || lower;
    }

    private static boolean fits(char kind, int c) {
        return switch (kind) {
            case 'L' -> Chars.letter(c);
            case 'D' -> Chars.digit(c);
            case 'A', 'C' -> Chars.alnum(c);
            case 'O' -> Chars.digit(c) || "LMNPQRSTUV".indexOf(c) >= 0;
            case 'E' -> c == 'X' || c == 'Y' || c == 'Z';
            case 'N' -> "1289".indexOf(c) >= 0;
            case 'S' -> c >= 'A' && c <= 'D';
            case 'G' -> "STFGM".indexOf(c) >= 0;
            case 'H' -> c == 'H' || c == 'M';
            default -> c == kind;
        };
    }
}
