package dev.postern.sidecar.cli.console;

import java.util.List;

/** Ends a command: the lines go to standard error, the exit code to the shell. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;
    private final transient List<String> lines;

    private CommandException(int exit, List<String> lines) {
        super(String.join("\n", lines));
        this.exit = exit;
        this.lines = List.copyOf(lines);
    }

    /** What was given cannot be used. */
    public static CommandException badInput(String message) {
        return new CommandException(Exit.USAGE, List.of("postern: " + message));
    }

    /** Files have errors; each line is a diagnostic already. */
    public static CommandException badFiles(List<String> diagnostics) {
        return new CommandException(Exit.USAGE, diagnostics);
    }

    /** Something outside failed. */
    public static CommandException fault(String message) {
        return new CommandException(Exit.FAULT, List.of("postern: " + message));
    }

    /** The exit code, see {@link Exit}. */
    public int exit() {
        return exit;
    }

    /** What is told on standard error. */
    public List<String> lines() {
        return lines;
    }
}
