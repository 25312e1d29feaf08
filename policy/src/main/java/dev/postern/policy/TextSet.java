package dev.postern.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list of an {@code in}: has a value when it has the value's text. Numbers are found without writing them out,
 * because the texts that are the text of some number are read back at load. Thread-safe.
 */
final class TextSet {

    private final Set<String> texts;
    private final long[] integers;
    private final long[] fractions;

    TextSet(List<String> items) {
        texts = new HashSet<>(items);
        integers = texts.stream()
                .filter(TextSet::isInteger)
                .mapToLong(Long::parseLong)
                .sorted()
                .toArray();
        fractions = texts.stream()
                .filter(TextSet::isFraction)
                .mapToLong(text -> bits(Double.parseDouble(text)))
                .sorted()
                .toArray();
    }

    boolean has(Object raw) {
        if (raw instanceof String text) {
            return texts.contains(text);
        }
        if (raw instanceof Value.Int number) {
            return Arrays.binarySearch(integers, number.value()) >= 0;
        }
        if (raw instanceof Value.Real number) {
            return Arrays.binarySearch(fractions, bits(number.value())) >= 0;
        }
        return texts.contains(Raw.text(raw));
    }

    /** Bits that are equal when the texts are: one zero, one not-a-number. */
    private static long bits(double number) {
        return Double.doubleToLongBits(number + 0.0);
    }

    private static boolean isInteger(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFraction(String text) {
        try {
            return Raw.text(Double.parseDouble(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
