package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.decide.DecisionObserver;
import io.grpc.ServerStreamTracer;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.function.LongSupplier;

/** Spans of sampled checks, exported in batches. Exists only where tracing is on. Thread-safe. */
final class Traces implements AutoCloseable {

    private final SdkTracerProvider tracers;
    private final DecisionObserver observer;
    private final ServerStreamTracer.Factory streams;

    Traces(SpanExporter exporter, Resource resource, double ratio, LongSupplier random) {
        tracers = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.alwaysOn()) // StreamTracing has decided before a span is begun
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        observer = new DecisionSpans(tracers.get("dev.postern"), Clock.getDefault());
        streams = new StreamTracing(ratio, random);
    }

    DecisionObserver observer() {
        return observer;
    }

    ServerStreamTracer.Factory streams() {
        return streams;
    }

    /** Exports what has ended so far. */
    void flush() {
        Otlp.await(tracers.forceFlush());
    }

    /** Exports what is left. */
    @Override
    public void close() {
        Otlp.await(tracers.shutdown());
    }
}
