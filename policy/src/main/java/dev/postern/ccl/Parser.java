package dev.postern.ccl;

/** Parses CCL text. */
public final class Parser {

    private Parser() {}

    /**
     * Parses a document.
     *
     * @param file name to use in diagnostics
     */
    public static ParseResult parse(String file, String source, ParseLimits limits) {
        return new ParseResult.Parsed(new Document(java.util.List.of()));
    }
}
