package dev.postern.egress.detect;

/** Knows values that stand for another one that is put in their place: templates, references, examples. Stateless. */
final class Placeholders {

    private static final long ANYWHERE = 1;
    /** Anywhere, in letters of one case, or a capital first: letters that fell together by chance mostly are not. */
    private static final long AS_WORD = 1 << 1;

    private static final long FIRST = 1 << 2;
    private static final long WHOLE = 1 << 3;

    /** Of longer values a character over and over says nothing. */
    private static final int SHORT = 64;

    private static final int ROW = 6;

    private static final WordTrie WORDS = Vocabulary.trie("placeholders.txt", "anywhere", "word", "first", "whole");

    private Placeholders() {}

    /** Whether a value stands for another one. */
    static boolean is(Text text, int start, int end) {
        return repeats(text.bytes, start, end) || enclosed(text.bytes, start, end) || says(text.bytes, start, end);
    }

    /** The same of a text of its own. */
    static boolean is(byte[] value) {
        return value.length == 0 || is(new Text(value, 0, value.length, false), 0, value.length);
    }

    private static boolean says(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            int state = WORDS.next(WordTrie.ROOT, bytes[i] & 0xff);
            for (int k = i + 1; state != WordTrie.ROOT; k++) {
                long meaning = WORDS.meaning(state);
                if (meaning != 0 && applies(meaning, bytes, i, k, start, end)) {
                    return true;
                }
                state = k < end ? WORDS.next(state, bytes[k] & 0xff) : WordTrie.ROOT;
            }
        }
        return false;
    }

    private static boolean applies(long meaning, byte[] bytes, int from, int to, int start, int end) {
        return (meaning & ANYWHERE) != 0
                || ((meaning & FIRST) != 0 && from == start)
                || ((meaning & WHOLE) != 0 && from == start && to == end)
                || ((meaning & AS_WORD) != 0 && sameCase(bytes, from, to));
    }

    private static boolean sameCase(byte[] bytes, int from, int to) {
        boolean lower = true;
        boolean upper = true;
        for (int i = from; i < to; i++) {
            lower &= i == from || !Chars.is(bytes[i] & 0xff, Chars.UPPER);
            upper &= !Chars.is(bytes[i] & 0xff, Chars.LOWER);
        }
        return lower || upper;
    }

    private static boolean enclosed(byte[] bytes, int start, int end) {
        return end - start > 1 && bytes[start] == '%' && bytes[end - 1] == '%';
    }

    /** Only the first two characters, over and over, or one of them in a row. */
    private static boolean repeats(byte[] bytes, int start, int end) {
        int run = 1;
        int different = 0;
        for (int i = start + 1; i < end; i++) {
            int c = Chars.lower(bytes[i]);
            run = c == Chars.lower(bytes[i - 1]) ? run + 1 : 1;
            different += c == Chars.lower(bytes[start]) || c == Chars.lower(bytes[start + 1]) ? 0 : 1;
            if (run >= ROW && end - start < SHORT) {
                return true;
            }
        }
        return different == 0;
    }
}
