package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import dev.postern.policy.SourceFile;
import java.util.List;

/** What came of reading a bundle's files. */
public sealed interface Reading {

    /** The files, ordered by path. */
    record Files(List<SourceFile> files) implements Reading {
        public Files {
            files = List.copyOf(files);
        }
    }

    /** Something could not be read, and why; at least one error. */
    record Unreadable(List<Diagnostic> diagnostics) implements Reading {
        public Unreadable {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
