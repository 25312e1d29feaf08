package dev.postern.sidecar.cli.serve;

import java.util.List;

/** A sidecar cannot be started as it was told to. */
public final class LaunchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> diagnostics;

    /** Each diagnostic is a line for people: where, what was wrong, what was expected. */
    public LaunchException(List<String> diagnostics) {
        super(String.join("\n", diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Lines for people. */
    public List<String> diagnostics() {
        return diagnostics;
    }
}
