package dev.postern.ccl;

/**
 * One token of CCL.
 *
 * @param text what the token stands for: a string without its quotes and escapes, otherwise the characters as written;
 *     for {@link Kind#INVALID} what is wrong with the source here
 */
record Token(Kind kind, String text, Span span) {

    /** The order counts: the first four begin a statement, everything up to IDENTIFIER is a word. */
    enum Kind {
        PERMIT,
        DENY,
        REQUIRE,
        LIMIT,
        ON,
        WHEN,
        SEVERITY,
        PER,
        UNIT,
        AND,
        OR,
        NOT,
        IDENTIFIER,
        OPERATOR,
        STRING,
        NUMBER,
        ONE,
        ANY,
        DOT,
        COMMA,
        LEFT_PAREN,
        RIGHT_PAREN,
        LEFT_BRACKET,
        RIGHT_BRACKET,
        NEWLINE,
        END,
        INVALID
    }

    private static final int SHOWN = 40;

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean beginsStatement() {
        return kind.compareTo(Kind.LIMIT) <= 0;
    }

    /** Whether it is made of letters: a name, a keyword or an operator such as {@code in}. */
    boolean isWord() {
        return kind.compareTo(Kind.IDENTIFIER) <= 0 || (kind == Kind.OPERATOR && Character.isLetter(text.charAt(0)));
    }

    /** The token as an error message names it; long ones are cut. */
    String described() {
        return switch (kind) {
            case END -> "the end of the file";
            case NEWLINE -> "the end of the line";
            case STRING -> "the string '" + shown() + "'";
            case NUMBER -> "the number " + shown();
            case PERMIT, DENY, REQUIRE, LIMIT, ON, WHEN, SEVERITY, PER, UNIT, AND, OR, NOT ->
                "the keyword '" + shown() + "'";
            case OPERATOR -> "the operator '" + shown() + "'";
            default -> "'" + shown() + "'";
        };
    }

    private String shown() {
        String line = text.replace("\n", "\\n").replace("\r", "\\r");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
