package dev.postern.ccl;

/**
 * Where something stands in its source text.
 *
 * @param line line of its first character, from 1
 * @param column column of its first character in UTF-16 units, from 1
 */
public record Span(int line, int column) {

    /** The first character, which stands for a text as a whole. */
    public static final Span START = new Span(1, 1);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
