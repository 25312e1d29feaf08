package dev.postern.sidecar.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/** The levels of loggers, changed while running and gone with the process. Thread-safe. */
public final class LogLevels {

    private final LoggerContext loggers;

    public LogLevels(LoggerContext loggers) {
        this.loggers = loggers;
    }

    /** The level that a word names: error, warn, info, debug or trace, in any case. */
    public static Optional<Level> parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "error" -> Optional.of(Level.ERROR);
            case "warn" -> Optional.of(Level.WARN);
            case "info" -> Optional.of(Level.INFO);
            case "debug" -> Optional.of(Level.DEBUG);
            case "trace" -> Optional.of(Level.TRACE);
            default -> Optional.empty();
        };
    }

    /** Sets the level of a logger ({@code ""} is the root) and returns the one that was in force. */
    public Level set(String logger, Level level) {
        ch.qos.logback.classic.Logger target = loggers.getLogger(logger.isEmpty() ? Logger.ROOT_LOGGER_NAME : logger);
        Level before = target.getEffectiveLevel();
        target.setLevel(level);
        return before;
    }
}
