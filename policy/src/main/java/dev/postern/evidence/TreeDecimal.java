package dev.postern.evidence;

import java.util.Optional;

/** Sizes and indexes in text: ASCII decimal without sign or leading zeroes, at most {@link Frontier#MAX_SIZE}. */
final class TreeDecimal {

    private static final int MAX_DIGITS = 19;

    private TreeDecimal() {}

    static Optional<Long> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || (text.charAt(0) == '0' && text.length() > 1)) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            number = number * 10 + (digit - '0');
            if (number < 0) {
                return Optional.empty();
            }
        }
        return number <= Frontier.MAX_SIZE ? Optional.of(number) : Optional.empty();
    }
}
