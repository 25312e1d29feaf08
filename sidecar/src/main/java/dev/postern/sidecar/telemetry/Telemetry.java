package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.http.HttpRoute;
import io.grpc.ServerStreamTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one sidecar: hands out what the pipeline, the sources and the listeners report to. Thread-safe. Close it
 * last, so that what they report on their way out is still written and pushed.
 */
public final class Telemetry implements AutoCloseable {

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");

    private final Reloads reloads = new Reloads();
    private final LongAdder droppedLines = new LongAdder();
    private final @Nullable Metrics metrics;
    private final @Nullable Traces traces;
    private final @Nullable DecisionLog decisionLog;

    private Telemetry(TelemetryConfig config, TelemetrySources sources) {
        Resource resource = Resource.builder()
                .put(SERVICE, "postern")
                .put(SERVICE_VERSION, sources.version())
                .build();
        OtlpConfig otlp = config.otlp();
        metrics = config.metrics() ? new Metrics(otlp, resource, sources, reloads, droppedLines) : null;
        traces = otlp.on()
                ? new Traces(
                        Otlp.spanExporter(otlp),
                        resource,
                        config.traceRatio(),
                        () -> ThreadLocalRandom.current().nextLong())
                : null;
        decisionLog = config.decisionLog().enabled()
                ? new DecisionLog(
                        config.decisionLog(),
                        sources.policy().settings(),
                        Clock.systemUTC(),
                        sources.out(),
                        droppedLines)
                : null;
    }

    /** Begins to observe; pushes and the decision log have threads of their own from here on. */
    public static Telemetry start(TelemetryConfig config, TelemetrySources sources) {
        return new Telemetry(config, sources);
    }

    /** What the pipeline tells of every answer. */
    public DecisionObserver observer() {
        List<DecisionObserver> observers = new ArrayList<>();
        if (metrics != null) {
            observers.add(metrics.observer());
        }
        if (traces != null) {
            observers.add(traces.observer());
        }
        if (decisionLog != null) {
            observers.add(decisionLog);
        }
        return CompositeObserver.of(observers);
    }

    /** What whoever loads bundles reports to. */
    public Reloads reloads() {
        return reloads;
    }

    /** Where other parts register metrics of their own; empty when metrics are off. */
    public Optional<Meter> meter() {
        return Optional.ofNullable(metrics).map(Metrics::meter);
    }

    /** The page {@code /metrics}; empty when metrics are off. */
    public Optional<HttpRoute> metricsPage() {
        return Optional.ofNullable(metrics).map(Metrics::page);
    }

    /** To be added to gRPC servers whose checks are traced; empty when tracing is off. */
    public Optional<ServerStreamTracer.Factory> streamTracing() {
        return Optional.ofNullable(traces).map(Traces::streams);
    }

    @Override
    public void close() {
        if (decisionLog != null) {
            decisionLog.close();
        }
        if (traces != null) {
            traces.close();
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}
