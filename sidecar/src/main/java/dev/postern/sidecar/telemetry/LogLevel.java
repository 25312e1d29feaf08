package dev.postern.sidecar.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How grave a log line must be to be written. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Its name in configuration and on the wire. */
    public String word() {
        return word;
    }

    /** The level that {@code word} names, in any case. */
    public static Optional<LogLevel> of(String word) {
        for (LogLevel level : values()) {
            if (level.word.equalsIgnoreCase(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
