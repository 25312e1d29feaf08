package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.crypto.JsonError.Kind;

/** The tokens of a JSON text, read from its UTF-8 bytes. One text, one thread. */
final class JsonScanner {

    private static final int END = -1;

    private final byte[] text;
    private int at;
    private int tokenStart;

    JsonScanner(byte[] text) {
        this.text = text;
    }

    int offset() {
        return at;
    }

    /** Where the last string or number began. */
    int tokenStart() {
        return tokenStart;
    }

    boolean atEnd() {
        return at == text.length;
    }

    /** The next byte, or -1 at the end. */
    int peek() {
        return at < text.length ? text[at] & 0xff : END;
    }

    void skipSpace() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    /** Steps over space and {@code c}, if that comes next. */
    boolean take(char c) {
        skipSpace();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c) {
        if (!take(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw unexpected("'" + word + "'");
            }
            at++;
        }
    }

    /** The text of a number by the grammar of RFC 8259: what follows it is the caller's. */
    String number() {
        tokenStart = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("a value");
        }
        if (peek() == '.') {
            at++;
            digits("a digit");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("a digit");
        }
        return new String(text, tokenStart, at - tokenStart, ISO_8859_1);
    }

    private void digits(String expected) {
        if (!isDigit(peek())) {
            throw unexpected(expected);
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A string without its quotes. */
    String string() {
        tokenStart = at;
        if (peek() != '"') {
            throw unexpected("'\"'");
        }
        int start = ++at;
        while (isPlain(peek())) {
            at++;
        }
        String plain = new String(text, start, at - start, ISO_8859_1);
        if (peek() == '"') {
            at++;
            return plain;
        }
        return rest(new StringBuilder(plain));
    }

    private static boolean isPlain(int c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private String rest(StringBuilder out) {
        for (int c = peek(); c != '"'; c = peek()) {
            if (isPlain(c)) {
                out.append((char) c);
                at++;
            } else if (c == '\\') {
                out.appendCodePoint(escape());
            } else if (c >= 0x80) {
                out.appendCodePoint(multiByte(c));
            } else {
                throw unexpected(c == END ? "'\"'" : "an escape for a control character");
            }
        }
        at++;
        return out.toString();
    }

    private int escape() {
        int start = at++;
        int c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return unicodeEscape(start);
            default:
                at = start;
                throw unexpected("an escape that JSON has");
        }
    }

    private int unicodeEscape(int start) {
        char high = fourDigits();
        if (!Character.isSurrogate(high)) {
            return high;
        }
        if (Character.isHighSurrogate(high) && peek() == '\\' && at + 1 < text.length && text[at + 1] == 'u') {
            at += 2;
            char low = fourDigits();
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(high, low);
            }
        }
        throw new JsonFailure(Kind.LONE_SURROGATE, start, "half of a surrogate pair, expected both");
    }

    private char fourDigits() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw unexpected("four hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    /** One code point of two to four bytes (RFC 3629): shortest form, no surrogate, at most U+10FFFF. */
    private int multiByte(int first) {
        int start = at;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        int lowest = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
        int value = first & (0xff >> (length + 1));
        boolean valid = first >= 0xc2 && first <= 0xf4;
        at++;
        for (int i = 1; i < length && valid; i++) {
            int next = peek();
            valid = (next & 0xc0) == 0x80 && next != END;
            value = value << 6 | (next & 0x3f);
            at++;
        }
        if (!valid || value < lowest || value > Character.MAX_CODE_POINT || isSurrogate(value)) {
            throw new JsonFailure(Kind.INVALID_UTF8, start, "bytes that are not UTF-8");
        }
        return value;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    JsonFailure unexpected(String expected) {
        String found = atEnd() ? "the text ends" : "found " + shown(peek());
        return new JsonFailure(Kind.SYNTAX, at, found + ", expected " + expected);
    }

    private static String shown(int c) {
        return c >= 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x" + Integer.toHexString(c);
    }
}
