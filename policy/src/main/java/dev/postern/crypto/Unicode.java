package dev.postern.crypto;

/** Strings as sequences of code points. */
final class Unicode {

    private Unicode() {}

    /** The index of the first surrogate without its partner, or -1. */
    static int loneSurrogate(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (text.codePointAt(i) <= Character.MAX_SURROGATE) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * The order by code point, which is the order of the UTF-8 bytes. It differs from {@link String#compareTo} where a
     * surrogate meets U+E000 to U+FFFF.
     */
    static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Surrogates rank above every other unit. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
