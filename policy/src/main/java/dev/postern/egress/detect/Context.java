package dev.postern.egress.detect;

import java.util.List;

/** Words before a candidate that tell what it is. Stateless. */
final class Context {

    /** How far before a candidate words count. */
    static final int REACH = 64;

    private Context() {}

    static boolean near(Text text, int at, String... words) {
        return near(text, at, List.of(words));
    }

    /** Whether one of some words, in lower case, begins a word shortly before {@code at}. */
    static boolean near(Text text, int at, List<String> words) {
        int from = Math.max(text.from, at - REACH);
        for (int i = at - 2; i >= from; i--) {
            if (!Chars.letter(text.at(i)) || !startsWord(text, i)) {
                continue;
            }
            for (String word : words) {
                if (i + word.length() <= at && text.hasFolded(word, i) && endsWord(text, i + word.length(), word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Words also begin at a capital inside a name: {@code userSsn}. */
    private static boolean startsWord(Text text, int i) {
        return !Chars.letter(text.at(i - 1))
                || (Chars.is(text.at(i), Chars.UPPER) && Chars.is(text.at(i - 1), Chars.LOWER))
                || text.startsWord(i);
    }

    /** Short words must stand alone: {@code id} is no part of {@code identify}. */
    private static boolean endsWord(Text text, int end, String word) {
        return word.length() > 4 || !Chars.is(text.at(end), Chars.LOWER);
    }
}
