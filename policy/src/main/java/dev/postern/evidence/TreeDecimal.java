package dev.postern.evidence;

/** Sizes and indexes in text: ASCII decimal without sign or leading zeroes, at most {@link Frontier#MAX_SIZE}. */
final class TreeDecimal {

    /** What is returned for a text that is no number. */
    static final long NONE = -1;

    private static final int MAX_DIGITS = 19;

    private TreeDecimal() {}

    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || (text.charAt(0) == '0' && text.length() > 1)) {
            return NONE;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return NONE;
            }
            number = number * 10 + (digit - '0');
            if (number < 0) {
                return NONE;
            }
        }
        return number <= Frontier.MAX_SIZE ? number : NONE;
    }
}
