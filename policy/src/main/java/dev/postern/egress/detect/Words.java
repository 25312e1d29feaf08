package dev.postern.egress.detect;

import java.util.Arrays;
import java.util.List;

/** Words in lower case, by their first letter. Immutable. */
final class Words {

    private static final int LETTERS = 26;

    private final String[][] byLetter = new String[LETTERS][];
    private final int letters;

    private Words(List<String> words) {
        Arrays.setAll(
                byLetter,
                letter -> words.stream()
                        .filter(word -> word.charAt(0) == 'a' + letter)
                        .toArray(String[]::new));
        letters = words.stream().mapToInt(word -> 1 << (word.charAt(0) - 'a')).reduce(0, (a, b) -> a | b);
    }

    /** A set of words, each beginning with an ASCII letter. */
    static Words of(String... words) {
        return new Words(List.of(words));
    }

    /** Whether some word begins with a letter, whatever its case. */
    boolean mayBegin(int c) {
        return Chars.letter(c) && (letters >>> ((c | 0x20) - 'a') & 1) != 0;
    }

    /** The words that begin with a letter. */
    String[] beginning(int c) {
        return byLetter[(c | 0x20) - 'a'];
    }
}
