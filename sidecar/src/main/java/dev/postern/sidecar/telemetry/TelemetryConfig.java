package dev.postern.sidecar.telemetry;

/**
 * What the operator says of telemetry.
 *
 * @param metrics whether checks are counted and {@code /metrics} is served
 * @param otlp where metrics and spans are pushed
 * @param traceRatio share of checks traced whose caller sent no trace context, 0 to 1; a caller's sampled context is
 *     always followed. Spans are made only where {@code otlp} has an endpoint
 * @param decisionLog which answers are written to standard output
 * @param log how the sidecar's own log looks
 */
public record TelemetryConfig(
        boolean metrics, OtlpConfig otlp, double traceRatio, DecisionLogConfig decisionLog, LogConfig log) {

    public static final TelemetryConfig DEFAULTS =
            new TelemetryConfig(true, OtlpConfig.OFF, 0, DecisionLogConfig.OFF, LogConfig.DEFAULTS);

    public TelemetryConfig {
        Ratio.require("traceRatio", traceRatio);
    }
}
