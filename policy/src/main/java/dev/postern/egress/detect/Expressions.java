package dev.postern.egress.detect;

/** Tells values without quotation marks that a program would compute: a member, an index, an operation. Stateless. */
final class Expressions {

    /** Names joined by dots are shorter, or have fewer digits. */
    private static final int LONG = 40;

    private static final int SHORT_NUMBER = 10;

    private Expressions() {}

    static boolean is(Text text, int start, int end) {
        int first = text.at(start);
        boolean name = Randomness.name(text, start, end);
        if (first == '*' || first == '@' || first == '!' || first == '\\' || (first == '/' && name)) {
            return true;
        }
        if (first == '0' && text.at(start + 1) == 'x' && end - start <= SHORT_NUMBER) {
            return true;
        }
        if (text.at(end - 1) == '!'
                && Chars.is(first, Chars.UPPER)
                && text.after(start, Chars.LETTER, LONG) == end - 1) {
            return true;
        }
        int dot = -1;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            if (c == '[' || c == '(' || c == '{' || (c == '+' && text.at(i + 1) == '=')) {
                return true;
            }
            dot = c == '.' && dot < 0 ? i : dot;
        }
        return dot > start && (name || members(text, start, end));
    }

    /** Names joined by dots, of which each begins as names do. */
    private static boolean members(Text text, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            digits += Chars.digit(c) ? 1 : 0;
            boolean begins = i == start || text.at(i - 1) == '.';
            boolean word = Chars.is(c, begins ? Chars.LETTER | Chars.UNDERSCORE : Chars.WORD) || (c == '.' && !begins);
            if (!word) {
                return false;
            }
        }
        return end - start < LONG || digits <= 3;
    }
}
