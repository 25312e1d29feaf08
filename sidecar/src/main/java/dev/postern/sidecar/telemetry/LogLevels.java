package dev.postern.sidecar.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;

/** Levels of loggers, settable while running. Thread-safe. */
public final class LogLevels {

    private final LoggerContext loggers;

    public LogLevels(LoggerContext loggers) {
        this.loggers = loggers;
    }

    /**
     * Sets a logger's level until the process ends.
     *
     * @param logger its name, empty for the root
     * @return the level that held for it until now, its own or inherited, in lower case
     */
    public String set(String logger, LogLevel level) {
        Logger named = loggers.getLogger(logger.isEmpty() ? Logger.ROOT_LOGGER_NAME : logger);
        Level previous = named.getEffectiveLevel();
        named.setLevel(Level.valueOf(level.name()));
        return previous.toString().toLowerCase(Locale.ROOT);
    }
}
