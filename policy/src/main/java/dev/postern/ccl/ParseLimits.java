package dev.postern.ccl;

/**
 * How large a document may be.
 *
 * @param chars characters of source
 * @param statements statements
 * @param depth nesting of a condition
 */
public record ParseLimits(int chars, int statements, int depth) {

    public static final ParseLimits DEFAULTS = new ParseLimits(4 * 1024 * 1024, 100_000, 64);
}
