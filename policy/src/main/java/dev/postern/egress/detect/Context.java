package dev.postern.egress.detect;

/** Words before a candidate that tell what it is. Stateless. */
final class Context {

    /** How far before a candidate words count. */
    static final int REACH = 64;

    private Context() {}

    /** Whether one of some words begins a word shortly before {@code at}. */
    static boolean near(Text text, int at, Words words) {
        int from = Math.max(text.from, at - REACH);
        for (int i = at - 2; i >= from; i--) {
            int c = text.bytes[i] & 0xff;
            if (words.mayBegin(c) && startsWord(text, i) && stands(text, i, at, words.beginning(c))) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(Text text, int i, int at, String[] words) {
        for (String word : words) {
            int end = i + word.length();
            if (end <= at && text.hasFolded(word, i) && endsWord(text, end, word)) {
                return true;
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
        return word.length() > 4 || !Chars.alnum(text.at(end));
    }
}
