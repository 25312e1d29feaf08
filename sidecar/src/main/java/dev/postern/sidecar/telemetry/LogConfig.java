package dev.postern.sidecar.telemetry;

/**
 * How the sidecar's own log looks; it goes to standard error.
 *
 * @param level of the root logger at start
 */
public record LogConfig(LogFormat format, LogLevel level) {

    public static final LogConfig DEFAULTS = new LogConfig(LogFormat.AUTO, LogLevel.INFO);
}
