package dev.postern.ccl;

import java.util.Locale;

/**
 * Something a person should know about a source file, printed as {@code file:line:col: severity: what, expected what}.
 *
 * @param file the file's name as the person knows it
 * @param span where
 * @param level whether it prevents loading
 * @param message lower case, says what was wrong and what was expected
 */
public record Diagnostic(String file, Span span, Level level, String message) {

    /** Errors prevent loading, warnings do not. */
    public enum Level {
        ERROR,
        WARNING
    }

    public static Diagnostic error(String file, Span span, String message) {
        return new Diagnostic(file, span, Level.ERROR, message);
    }

    public static Diagnostic warning(String file, Span span, String message) {
        return new Diagnostic(file, span, Level.WARNING, message);
    }

    @Override
    public String toString() {
        return file + ":" + span + ": " + level.name().toLowerCase(Locale.ROOT) + ": " + message;
    }
}
