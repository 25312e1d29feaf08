package dev.postern.egress.detect;

/** Knows whether a name, or the words shortly before it, says whose keys it is about. Stateless. */
final class Issuers {

    /** How far before an index an issuer's name may begin. */
    private static final int REACH = 48;

    /** Names as short as this are parts of other words, so they stand alone. */
    private static final int SHORT = 5;

    private static final long ISSUER = 1;
    private static final WordTrie NAMES = Vocabulary.trie("issuers.txt", "issuer", "everyday");

    private Issuers() {}

    /** Whether an issuer is named in {@code [head, tail)}, or shortly before it. */
    static boolean near(Text text, int head, int tail) {
        for (int i = Math.max(text.from, tail - REACH); i < tail; i++) {
            if (startsWord(text, i) && named(text, i, tail, i >= head)) {
                return true;
            }
        }
        return false;
    }

    private static boolean named(Text text, int start, int limit, boolean everyday) {
        int state = WordTrie.ROOT;
        for (int i = start; i < limit; i++) {
            state = NAMES.next(state, text.at(i));
            if (state == WordTrie.ROOT) {
                return false;
            }
            long meaning = NAMES.meaning(state);
            if ((everyday ? meaning != 0 : meaning == ISSUER) && (i + 1 - start > SHORT || endsWord(text, i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWord(Text text, int i) {
        int before = text.at(i - 1);
        return !Chars.letter(before) || (Chars.is(text.at(i), Chars.UPPER) && Chars.is(before, Chars.LOWER));
    }

    private static boolean endsWord(Text text, int last) {
        int next = text.at(last + 1);
        return !Chars.letter(next) || (Chars.is(next, Chars.UPPER) && Chars.is(text.at(last), Chars.LOWER));
    }
}
