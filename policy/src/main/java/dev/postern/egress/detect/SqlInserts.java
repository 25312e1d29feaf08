package dev.postern.egress.detect;

import org.jspecify.annotations.Nullable;

/**
 * Passwords that SQL puts into a table: {@code INSERT INTO users (login, password) VALUES ('joe', '…')}. The list of columns
 * tells the place of the value in each of the first rows.
 */
final class SqlInserts implements Matcher {

    private static final int NAME = 80;
    /** Of a row, and of a value. */
    private static final int MOST = 1_024;

    private static final int COLUMNS = 64;
    private static final int ROWS = 8;
    private static final int BLANKS = 12;
    private static final int IN_NAME = Chars.WORD | Chars.DOT;

    static void addTo(Detectors.Builder builder) {
        builder.on(new SqlInserts(), "insert into ");
    }

    /** The name {@code [head, tail)} of a column and how many stand before it; {@code end} is behind all names. */
    private record Column(int head, int tail, int place, int end) {}

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int list = end;
        while (list - end < NAME
                && (Chars.is(text.at(list), IN_NAME) || quote(text.at(list)) || text.at(list) == ' ')) {
            list++;
        }
        Column column = text.at(list) == '(' ? column(text, list + 1) : null;
        if (column == null || text.at(column.end) != ')') {
            return;
        }
        int values = blanks(text, column.end + 1);
        if (text.hasFolded("values", values)) {
            rows(text, column, blanks(text, values + "values".length()), out);
        }
    }

    /** The first column of passwords in a list of names. */
    private static @Nullable Column column(Text text, int from) {
        int place = -1;
        int head = from;
        int tail = from;
        int at = from - 1;
        for (int i = 0; i < COLUMNS && (i == 0 || text.at(at) == ','); i++) {
            int name = blanks(text, at + 1);
            name += quote(text.at(name)) ? 1 : 0;
            int last = text.after(name, Chars.WORD, NAME);
            if (place < 0 && password(text, name, last)) {
                place = i;
                head = name;
                tail = last;
            }
            at = blanks(text, quote(text.at(last)) ? last + 1 : last);
        }
        return place < 0 ? null : new Column(head, tail, place, at);
    }

    private static void rows(Text text, Column column, int from, Sink out) {
        int at = from;
        for (int row = 0; row < ROWS && text.at(at) == '('; row++) {
            int end = row(text, column, at + 1, out);
            int comma = blanks(text, end + 1);
            if (text.at(end) != ')' || text.at(comma) != ',') {
                return;
            }
            at = blanks(text, comma + 1);
        }
    }

    /** Judges the column's value in a row and returns where the row ends. */
    private static int row(Text text, Column column, int from, Sink out) {
        int place = 0;
        int i = from;
        while (i - from < MOST && text.at(i) != ')' && text.at(i) >= 0) {
            int c = text.at(i);
            int start = ++i;
            if (c == ',') {
                place++;
            } else if (c == '\'' || c == '"') {
                i = closing(text, start, c);
                if (place == column.place && i > start) {
                    new SecretValue(text, column.head, column.tail, start, i - 1, true, SecretValue.Given.SPOKEN)
                            .judge(SecretName.PASSWORD, out);
                }
            }
        }
        return i;
    }

    /** Behind the quotation mark that closes a value; one that is doubled does not. */
    private static int closing(Text text, int at, int quote) {
        int i = at;
        while (i - at < MOST && text.at(i) >= 0) {
            if (text.at(i) == quote && text.at(i + 1) != quote) {
                return i + 1;
            }
            i += text.at(i) == quote || text.at(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean password(Text text, int start, int end) {
        return switch (end - start) {
            case 3 -> text.hasFolded("pwd", start);
            case 4 -> text.hasFolded("pass", start);
            case 6 -> text.hasFolded("passwd", start);
            default -> text.hasFolded("password", end - "password".length()) && end - start >= "password".length();
        };
    }

    private static boolean quote(int c) {
        return c == '"' || c == '`' || c == '[' || c == ']';
    }

    private static int blanks(Text text, int at) {
        int i = at;
        while (i - at < BLANKS && Chars.space(text.at(i))) {
            i++;
        }
        return i;
    }
}
