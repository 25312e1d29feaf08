package dev.postern.yaml;

import dev.postern.ccl.Diagnostic;
import java.util.List;

/** What came of reading a YAML text. */
public sealed interface YamlResult {

    /** The text is good; an empty one is an empty mapping. */
    record Parsed(Node root) implements YamlResult {}

    /** At least one error, in source order. */
    record Refused(List<Diagnostic> diagnostics) implements YamlResult {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
