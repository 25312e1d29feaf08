package dev.postern.ccl;

import java.util.List;

/** What came of parsing a text. */
public sealed interface ParseResult {

    record Parsed(Document document) implements ParseResult {}

    /** At least one error, in source order. */
    record Refused(List<Diagnostic> diagnostics) implements ParseResult {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
