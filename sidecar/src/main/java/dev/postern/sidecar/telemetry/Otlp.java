package dev.postern.sidecar.telemetry;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Builds what pushes to a collector. */
final class Otlp {

    private static final Duration PUSH = Duration.ofSeconds(3);

    private Otlp() {}

    static MetricReader metricReader(OtlpConfig config) {
        return PeriodicMetricReader.builder(metricExporter(config))
                .setInterval(config.interval())
                .build();
    }

    static SpanExporter spanExporter(OtlpConfig config) {
        return switch (config.protocol()) {
            case GRPC ->
                OtlpGrpcSpanExporter.builder().setEndpoint(config.endpoint()).build();
            case HTTP ->
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(base(config) + "/v1/traces")
                        .build();
        };
    }

    /** Waits for the last push, but not for a collector that is gone. */
    static void await(CompletableResultCode shutdown) {
        shutdown.join(PUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Without retries: the next push holds all that a failed one held. */
    private static MetricExporter metricExporter(OtlpConfig config) {
        return switch (config.protocol()) {
            case GRPC ->
                OtlpGrpcMetricExporter.builder()
                        .setEndpoint(config.endpoint())
                        .setTimeout(PUSH)
                        .setRetryPolicy(null)
                        .build();
            case HTTP ->
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(base(config) + "/v1/metrics")
                        .setTimeout(PUSH)
                        .setRetryPolicy(null)
                        .build();
        };
    }

    private static String base(OtlpConfig config) {
        String endpoint = config.endpoint();
        return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    }
}
