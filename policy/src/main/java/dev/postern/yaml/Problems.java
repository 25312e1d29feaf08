package dev.postern.yaml;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. Not thread-safe. */
public final class Problems {

    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();

    /** Problems of the file that people know as {@code file}. */
    public Problems(String file) {
        this.file = file;
    }

    /** Notes an error; the message is lower case and says what was wrong and what was expected. */
    public void error(Span span, String message) {
        found.add(Diagnostic.error(file, span, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in source order. */
    public List<Diagnostic> inOrder() {
        return found.stream()
                .sorted(Comparator.<Diagnostic>comparingInt(d -> d.span().line())
                        .thenComparingInt(d -> d.span().column()))
                .toList();
    }
}
