package dev.postern.sidecar.telemetry;

/** How a line of the log is written. */
public enum LogFormat {
    /** One JSON object. */
    JSON,
    /** For people. */
    TEXT,
    /** {@link #TEXT} on a terminal, else {@link #JSON}. */
    AUTO
}
