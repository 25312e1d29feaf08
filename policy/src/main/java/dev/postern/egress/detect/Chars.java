package dev.postern.egress.detect;

import java.util.Arrays;

/** Classes of ASCII characters. Every test takes a byte as 0 to 255, or {@link Text#NONE}, which is in no class. */
final class Chars {

    static final int DIGIT = 1;
    static final int LOWER = 1 << 1;
    static final int UPPER = 1 << 2;
    static final int HEX = 1 << 3;
    static final int UNDERSCORE = 1 << 4;
    static final int DASH = 1 << 5;
    static final int DOT = 1 << 6;
    static final int BASE64 = 1 << 7;
    static final int SPACE = 1 << 8;
    static final int EMAIL_LOCAL = 1 << 9;
    static final int HIGH = 1 << 10;
    static final int LETTER = LOWER | UPPER;
    static final int ALNUM = LETTER | DIGIT;
    static final int WORD = ALNUM | UNDERSCORE;

    private static final int[] CLASSES = classes();

    private Chars() {}

    static boolean is(int c, int classes) {
        return (CLASSES[c + 1] & classes) != 0;
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(int c) {
        return is(c, LETTER);
    }

    static boolean alnum(int c) {
        return is(c, ALNUM);
    }

    static boolean hex(int c) {
        return is(c, HEX);
    }

    static boolean space(int c) {
        return is(c, SPACE);
    }

    /** The letter in lower case, everything else unchanged. */
    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    /** The letter in upper case, everything else unchanged. */
    static int upper(int c) {
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    }

    private static int[] classes() {
        int[] classes = new int[257];
        mark(classes, "0123456789", DIGIT | HEX | BASE64 | EMAIL_LOCAL);
        mark(classes, "abcdef", LOWER | HEX | BASE64 | EMAIL_LOCAL);
        mark(classes, "ghijklmnopqrstuvwxyz", LOWER | BASE64 | EMAIL_LOCAL);
        mark(classes, "ABCDEF", UPPER | HEX | BASE64 | EMAIL_LOCAL);
        mark(classes, "GHIJKLMNOPQRSTUVWXYZ", UPPER | BASE64 | EMAIL_LOCAL);
        mark(classes, "_", UNDERSCORE | BASE64 | EMAIL_LOCAL);
        mark(classes, "-", DASH | BASE64 | EMAIL_LOCAL);
        mark(classes, ".", DOT | EMAIL_LOCAL);
        mark(classes, "+", BASE64 | EMAIL_LOCAL);
        mark(classes, "/", BASE64);
        mark(classes, "%'!#$&*", EMAIL_LOCAL);
        mark(classes, " \t\r\n\f", SPACE);
        Arrays.fill(classes, 129, 257, HIGH);
        return classes;
    }

    private static void mark(int[] classes, String characters, int with) {
        for (int i = 0; i < characters.length(); i++) {
            classes[characters.charAt(i) + 1] |= with;
        }
    }
}
