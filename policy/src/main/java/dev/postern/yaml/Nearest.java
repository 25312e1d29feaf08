package dev.postern.yaml;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known word that somebody probably meant. Distance is optimal string alignment (Damerau-Levenshtein without
 * edits inside a swap).
 */
public final class Nearest {

    private static final int LONG_WORD = 8;
    private static final int MAX_WORD = 200;

    private Nearest() {}

    /** The nearest of {@code known} within two edits, three for long words; {@code null} when none is. */
    public static @Nullable String of(String word, Collection<String> known) {
        if (word.length() > MAX_WORD) {
            return null;
        }
        String best = null;
        int bestDistance = Math.min(word.length() >= LONG_WORD ? 3 : 2, word.length() - 1) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** The end of a message about {@code word}: the nearest known word, else all of them. */
    public static String hint(String word, Collection<String> known) {
        String nearest = of(word, known);
        return nearest != null
                ? "did you mean '" + nearest + "'?"
                : "expected one of " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
