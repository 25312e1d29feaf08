package dev.postern.egress.detect;

/** The end of an open text that something to come may claim backwards: a word, and short groups before it. */
final class Tail {

    /** The longest word that a matcher claims backwards: the local part of an address, an identifier, a run. */
    private static final int WORD = 256;
    /** What may precede a number: a calling code in brackets, a letter or two. */
    private static final int GROUPS = 12;

    private Tail() {}

    /** Where the tail begins, at least {@code start}. */
    static int start(Text text, int start) {
        int word = text.to;
        while (word > start && text.to - word < WORD && !Chars.space(text.bytes[word - 1] & 0xff)) {
            word--;
        }
        int groups = word;
        while (groups > start && word - groups < GROUPS && joins(text.bytes[groups - 1] & 0xff)) {
            groups--;
        }
        int letters = groups;
        while (letters > start && groups - letters < 4 && Chars.alnum(text.bytes[letters - 1] & 0xff)) {
            letters--;
        }
        return groups < word ? letters : word;
    }

    private static boolean joins(int c) {
        return Chars.digit(c) || c == ' ' || c == '(' || c == ')' || c == '+' || c == '-' || c == '.';
    }
}
