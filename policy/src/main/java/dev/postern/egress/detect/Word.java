package dev.postern.egress.detect;

import java.util.Locale;

/** A word of letters and digits, letters in upper case. */
final class Word {
    private final String characters;

    Word(Text text, int start, int end) {
        this.characters = text.slice(start, end);
    }

    int length() {
        return characters.length();
    }

    char at(int i) {
        return (char) Chars.upper(characters.charAt(i));
    }

    String text() {
        return characters.toUpperCase(Locale.ROOT);
    }

    int number(int from, int length) {
        return Integer.parseInt(characters.substring(from, from + length));
    }

    int sum(int from, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (characters.charAt(from + i) - '0') * weights[i];
        }
        return sum;
    }

    /**
     * Whether the word is written so: L a letter, D a digit, A either, C either, O a digit or the letters that stand for one; others
     * as {@link #fits} tells.
     */
    boolean is(String shape) {
        if (characters.length() != shape.length()) {
            return false;
        }
        boolean upper = true;
        boolean lower = true;
        for (int i = 0; i < shape.length(); i++) {
            int c = characters.charAt(i);
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
