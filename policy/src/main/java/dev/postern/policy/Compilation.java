package dev.postern.policy;

import dev.postern.ccl.Diagnostic;
import java.util.List;

/** What came of compiling a bundle. */
public sealed interface Compilation {

    /** The bundle is good. */
    record Compiled(Program program, List<Diagnostic> warnings) implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /** The bundle is bad; at least one diagnostic is an error. */
    record Refused(List<Diagnostic> diagnostics) implements Compilation {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
