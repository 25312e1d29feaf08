package dev.postern.ccl;

import dev.postern.ccl.Token.Kind;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts CCL source into tokens, one at a time, in time linear in the source. Never fails: what cannot be a token comes
 * out as {@link Kind#INVALID} and scanning goes on behind it. Not thread-safe.
 */
final class Lexer {

    private static final Map<String, Kind> KEYWORDS = Map.ofEntries(
            Map.entry("permit", Kind.PERMIT),
            Map.entry("deny", Kind.DENY),
            Map.entry("require", Kind.REQUIRE),
            Map.entry("limit", Kind.LIMIT),
            Map.entry("on", Kind.ON),
            Map.entry("when", Kind.WHEN),
            Map.entry("severity", Kind.SEVERITY),
            Map.entry("per", Kind.PER),
            Map.entry("second", Kind.UNIT),
            Map.entry("seconds", Kind.UNIT),
            Map.entry("minute", Kind.UNIT),
            Map.entry("minutes", Kind.UNIT),
            Map.entry("hour", Kind.UNIT),
            Map.entry("hours", Kind.UNIT),
            Map.entry("day", Kind.UNIT),
            Map.entry("days", Kind.UNIT),
            Map.entry("and", Kind.AND),
            Map.entry("or", Kind.OR),
            Map.entry("not", Kind.NOT));

    private final String source;
    private final int tokenChars;
    private int position;
    private int line = 1;
    private int lineStart;

    /** @param tokenChars the longest token allowed, in UTF-16 units */
    Lexer(String source, int tokenChars) {
        this.source = source;
        this.tokenChars = tokenChars;
    }

    /** The next token; {@link Kind#END} for ever once the source is used up. A line end is one token each. */
    Token next() {
        skipBlanksAndComment();
        Span span = new Span(line, position - lineStart + 1);
        if (position >= source.length()) {
            return new Token(Kind.END, "", span);
        }
        char c = source.charAt(position);
        if (isNameStart(c)) {
            return name(span);
        }
        if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
            return number(span);
        }
        return switch (c) {
            case '\n' -> newline(span);
            case '\'' -> string(span);
            case '/' -> path(span);
            case '*' -> peek(1) == '*' ? take(Kind.ANY, 2, span) : take(Kind.ONE, 1, span);
            case '.' -> take(Kind.DOT, 1, span);
            case ',' -> take(Kind.COMMA, 1, span);
            case '(' -> take(Kind.LEFT_PAREN, 1, span);
            case ')' -> take(Kind.RIGHT_PAREN, 1, span);
            case '[' -> take(Kind.LEFT_BRACKET, 1, span);
            case ']' -> take(Kind.RIGHT_BRACKET, 1, span);
            case '=' -> take(Kind.OPERATOR, 1, span);
            case '<', '>' -> take(Kind.OPERATOR, peek(1) == '=' ? 2 : 1, span);
            case '!' -> peek(1) == '=' ? take(Kind.OPERATOR, 2, span) : unknown(span);
            default -> unknown(span);
        };
    }

    private void skipBlanksAndComment() {
        while (position < source.length() && isBlank(source.charAt(position))) {
            position++;
        }
        if (position < source.length() && source.charAt(position) == '#') {
            skipLine();
        }
    }

    private void skipLine() {
        int end = source.indexOf('\n', position);
        position = end < 0 ? source.length() : end;
    }

    private Token newline(Span span) {
        position++;
        startLine();
        return new Token(Kind.NEWLINE, "\n", span);
    }

    private void startLine() {
        line++;
        lineStart = position;
    }

    private Token name(Span span) {
        int start = position;
        while (position < source.length() && isNamePart(source.charAt(position))) {
            position++;
        }
        while (source.charAt(position - 1) == '-') {
            position--;
        }
        String text = source.substring(start, position);
        return switch (text) {
            case "contains", "not_contains", "in", "not_in", "matches", "starts_with", "ends_with" ->
                new Token(Kind.OPERATOR, text, span);
            default -> limited(KEYWORDS.getOrDefault(text.toLowerCase(Locale.ROOT), Kind.IDENTIFIER), text, span);
        };
    }

    /** A sign and a fraction belong to the number; a point that no digit follows does not. */
    private Token number(Span span) {
        int start = position;
        position++;
        skipDigits();
        if (peek(0) == '.' && isDigit(peek(1))) {
            position++;
            skipDigits();
        }
        return limited(Kind.NUMBER, source.substring(start, position), span);
    }

    private void skipDigits() {
        while (isDigit(peek(0))) {
            position++;
        }
    }

    private Token string(Span span) {
        int open = position;
        int from = position + 1;
        StringBuilder escaped = null;
        while (true) {
            int quote = source.indexOf('\'', from);
            if (quote < 0) {
                skipLine();
                return new Token(Kind.INVALID, "unterminated string, expected a closing '", span);
            }
            boolean closes = quote + 1 >= source.length() || source.charAt(quote + 1) != '\'';
            if (closes && escaped == null) {
                position = quote + 1;
                countLines(open);
                return limited(Kind.STRING, source.substring(open + 1, quote), span);
            }
            escaped = escaped == null ? new StringBuilder() : escaped;
            escaped.append(source, from, closes ? quote : quote + 1);
            if (closes) {
                position = quote + 1;
                countLines(open);
                return limited(Kind.STRING, escaped.toString(), span);
            }
            from = quote + 2;
        }
    }

    private void countLines(int from) {
        int end = source.indexOf('\n', from);
        while (end >= 0 && end < position) {
            line++;
            lineStart = end + 1;
            end = source.indexOf('\n', end + 1);
        }
    }

    private Token path(Span span) {
        int start = position;
        while (position < source.length() && !isBlank(source.charAt(position)) && source.charAt(position) != '\n') {
            position++;
        }
        return limited(Kind.STRING, source.substring(start, position), span);
    }

    private Token take(Kind kind, int length, Span span) {
        String text = source.substring(position, position + length);
        position += length;
        return new Token(kind, text, span);
    }

    private Token limited(Kind kind, String text, Span span) {
        return text.length() <= tokenChars
                ? new Token(kind, text, span)
                : new Token(
                        Kind.INVALID,
                        "a token of " + text.length() + " characters, expected at most " + tokenChars,
                        span);
    }

    private Token unknown(Span span) {
        int found = source.codePointAt(position);
        position += Character.charCount(found);
        String name = found > ' ' && found < 0x7f
                ? "'" + (char) found + "'"
                : "U+" + "0".repeat(Math.max(0, 4 - Integer.toHexString(found).length()))
                        + Integer.toHexString(found).toUpperCase(Locale.ROOT);
        String expected = found == '"' ? "a string in single quotes" : "a keyword, name, number, string or operator";
        return new Token(Kind.INVALID, "unexpected character " + name + ", expected " + expected, span);
    }

    /** The character {@code ahead} of the position, or NUL behind the end, which no rule of the lexer accepts. */
    private char peek(int ahead) {
        int index = position + ahead;
        return index < source.length() ? source.charAt(index) : '\0';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '-';
    }
}
