package dev.postern.egress.detect;

import java.util.Locale;

/** Tells what may be a password from words and names, by its characters. Stateless. */
final class PasswordLetters {

    /** Letters only, in an order no word has, are as many at least. */
    private static final int LETTERS = 8;

    /** More words than one are a sentence. */
    private static final int MOST_BLANKS = 5;

    private PasswordLetters() {}

    /** Whether there is a digit or a mark among the letters, or both cases in no order; of numbers only those in quotes may be. */
    static boolean mixed(Text text, int start, int end, boolean quoted) {
        int digits = 0;
        int letters = 0;
        int marks = 0;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            marks += c > ' ' && !Chars.alnum(c) && ".-_/:,".indexOf(c) < 0 ? 1 : 0;
        }
        if (letters == 0 && marks == 0) {
            return quoted && end - start >= 6;
        }
        return digits + marks > 0 || (letters == end - start && unread(text, start, end));
    }

    /** Whether it is some words in lower case with a blank between each two. */
    static boolean phrase(Text text, int start, int end) {
        int blanks = 0;
        for (int i = start; i < end; i++) {
            boolean blank = text.at(i) == ' ';
            if (!Chars.is(text.at(i), Chars.LOWER) && !(blank && i > start && text.at(i - 1) != ' ')) {
                return false;
            }
            blanks += blank ? 1 : 0;
        }
        return blanks >= 2 && blanks <= MOST_BLANKS && text.at(end - 1) != ' ';
    }

    /** Letters of both cases in an order no word or name has. */
    private static boolean unread(Text text, int start, int end) {
        int turns = 0;
        boolean lower = false;
        for (int i = start + 1; i < end; i++) {
            turns += Chars.is(text.at(i), Chars.UPPER) != Chars.is(text.at(i - 1), Chars.UPPER) ? 1 : 0;
            lower |= Chars.is(text.at(i), Chars.LOWER);
        }
        int length = end - start;
        return length >= LETTERS
                && turns >= 2
                && lower
                && (turns * 5 >= length * 2 || Letters.byChance(text, start, end));
    }

    /** Whether it is a name that says password itself: a label, a member, a place in a page. */
    static boolean ofAName(Text text, int start, int end) {
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            if (!Chars.is(c, Chars.LETTER | Chars.UNDERSCORE) && ".-/: #".indexOf(c) < 0) {
                return false;
            }
        }
        String folded = text.slice(start, end).toLowerCase(Locale.ROOT);
        return folded.contains("passw") || folded.contains("secret") || folded.contains("pwd");
    }
}
