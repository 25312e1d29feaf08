package dev.postern.egress.detect;

/** Where values in programs and settings begin and end, with quotation marks and without. Stateless. */
final class Quotes {

    /** Values are looked at so far. */
    static final int MOST = 256;

    /** What a value without quotes is written with. */
    private static final CharSet PLAIN = CharSet.of("!#$%(*+./0-9:=?@A-Z[^_a-z{~-");

    private Quotes() {}

    /** Behind what closes a quoted or indexed name. */
    static int closers(Text text, int at) {
        int i = at;
        while (i - at < 3 && closer(text.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean closer(int c) {
        return c == '"' || c == '\'' || c == ']' || c == '`' || c == '\\';
    }

    /** How many bytes open a quoted value, 0 if it is not quoted. */
    static int opening(Text text, int at) {
        int c = text.at(at);
        if (c == '\\' && (text.at(at + 1) == '"' || text.at(at + 1) == '\'')) {
            return 2;
        }
        if (c == '"' || c == '\'' || c == '`') {
            return 1;
        }
        boolean marked = (c == 'b' || c == 'r' || c == 'f' || c == 'u' || c == '@')
                && (text.at(at + 1) == '"' || text.at(at + 1) == '\'');
        return marked ? 2 : 0;
    }

    /** Where the value ends that begins at {@code start} behind {@code quote}, or -1. */
    static int end(Text text, int start, int quote) {
        int i = start;
        while (i - start < MOST && text.at(i) != quote && text.at(i) >= ' ') {
            if (text.at(i) == '\\') {
                if (text.at(i + 1) == quote && text.at(start - 2) == '\\') {
                    break;
                }
                i++;
            }
            i++;
        }
        return text.at(i) == quote || text.at(i) == '\\' ? i : -1;
    }

    /** Where the value without quotes ends that begins at {@code start}. */
    static int plainEnd(Text text, int start) {
        int last = text.after(start, PLAIN, MOST);
        while (last > start && text.at(last - 1) == '.') {
            last--;
        }
        return last;
    }
}
