package dev.postern.ccl;

/**
 * How large a document may be.
 *
 * @param chars characters of source
 * @param statements statements
 * @param depth levels of {@code not} and parentheses in a condition
 * @param tokenChars characters of one name, number or string, quotes and escapes not counted
 */
public record ParseLimits(int chars, int statements, int depth, int tokenChars) {

    public static final ParseLimits DEFAULTS = new ParseLimits(4 * 1024 * 1024, 100_000, 64, 64 * 1024);
}
