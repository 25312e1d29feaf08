package dev.postern.egress.detect;

/**
 * The cells below a column named as a password, in tables with commas, tabs or bars: {@code name,login,password}. The header
 * tells the place of the column, the first rows after it are looked at.
 */
final class NamedColumns implements Matcher {

    private static final int HEADER = 160;
    private static final int LINE = 320;
    private static final int ROWS = 8;

    static void addTo(Detectors.Builder builder) {
        builder.on(new NamedColumns(), "password", "passwd", "passwort");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int mark = mark(text, start, end);
        if (mark == Text.NONE) {
            return;
        }
        int line = lineStart(text, start);
        if (named(text, line, start)) {
            return;
        }
        int last = lineEnd(text, end, LINE);
        int column = count(text, line, start, mark);
        int columns = column + count(text, end, last, mark);
        if (columns == 0 || text.at(last) != '\n' || !header(text, line, last)) {
            return;
        }
        for (int row = 0; row < ROWS && text.at(last) == '\n'; row++) {
            int next = last + 1;
            last = lineEnd(text, next, LINE);
            if (count(text, next, last, mark) != columns) {
                return;
            }
            cell(text, start, end, next, last, mark, column, out);
        }
    }

    /** Whether a password is named before, so that a line of such names is not looked at for each of them. */
    private static boolean named(Text text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Chars.lower(text.at(i)) == 'p' && text.hasFolded("passw", i)) {
                return true;
            }
        }
        return false;
    }

    /** What stands on either side of the name, where it is what divides a table's columns. */
    private static int mark(Text text, int start, int end) {
        int before = text.at(start - 1) == '"' || text.at(start - 1) == ' ' ? text.at(start - 2) : text.at(start - 1);
        int after = text.at(end) == '"' || text.at(end) == ' ' ? text.at(end + 1) : text.at(end);
        int mark = divides(before) ? before : after;
        boolean edge = after == '\n' || after == '\r' || after == mark;
        boolean first = before == '\n' || before == Text.NONE || before == mark;
        return divides(mark) && edge && first ? mark : Text.NONE;
    }

    private static boolean divides(int c) {
        return c == ',' || c == ';' || c == '\t' || c == '|';
    }

    /** A header has names only. */
    private static boolean header(Text text, int from, int to) {
        for (int i = from; i < to; i++) {
            int c = text.at(i);
            if (!Chars.is(c, Chars.WORD | Chars.DASH | Chars.HIGH)
                    && !divides(c)
                    && c != ' '
                    && c != '"'
                    && c != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void cell(Text text, int head, int tail, int line, int end, int mark, int column, Sink out) {
        int at = line;
        for (int i = 0; i < column; at++) {
            i += text.at(at) == mark ? 1 : 0;
        }
        int start = text.at(at) == ' ' || text.at(at) == '"' ? at + 1 : at;
        int last = start;
        while (last < end && text.at(last) != mark && text.at(last) != '"' && text.at(last) != '\r') {
            last++;
        }
        while (last > start && text.at(last - 1) == ' ') {
            last--;
        }
        if (last > start) {
            new SecretValue(text, head, tail, start, last, true, SecretValue.Given.SPOKEN)
                    .judge(SecretName.PASSWORD, out);
        }
    }

    private static int count(Text text, int from, int to, int mark) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += text.at(i) == mark ? 1 : 0;
        }
        return count;
    }

    private static int lineStart(Text text, int at) {
        int i = at;
        while (at - i < HEADER && text.at(i - 1) != '\n' && text.at(i - 1) != Text.NONE) {
            i--;
        }
        return i;
    }

    private static int lineEnd(Text text, int at, int most) {
        int i = at;
        while (i - at < most && text.at(i) != '\n' && text.at(i) != Text.NONE) {
            i++;
        }
        return i;
    }
}
