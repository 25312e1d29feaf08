package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.http.HttpRoute;
import dev.postern.sidecar.telemetry.TelemetrySources.Bundle;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.atomic.LongAdder;

/**
 * All metrics, listed in docs/metrics.md: pulled from {@link #page}, and pushed where OTLP is on. Everything is counted
 * in the sidecar's own cells and read only when collected. Thread-safe.
 */
final class Metrics implements AutoCloseable {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final AttributeKey<String> DIGEST = AttributeKey.stringKey("digest");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("version");
    private static final AttributeKey<String> JAVA = AttributeKey.stringKey("java");

    private final DecisionMetrics decisions =
            new DecisionMetrics(Runtime.getRuntime().availableProcessors());
    private final SdkMeterProvider meters;
    private final HttpRoute page;

    Metrics(OtlpConfig otlp, Resource resource, TelemetrySources sources, Reloads reloads, LongAdder droppedLines) {
        PrometheusMetricReader reader = PrometheusMetricReader.builder()
                .setOtelScopeLabelsEnabled(false)
                .setTargetInfoMetricEnabled(false)
                .build();
        SdkMeterProviderBuilder builder = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricProducer(new DecisionMetricsProducer(decisions, Clock.getDefault()))
                .registerMetricReader(reader);
        if (otlp.on()) {
            builder.registerMetricReader(Otlp.metricReader(otlp));
        }
        meters = builder.build();
        page = new MetricsPage(reader);
        Meter meter = meter();
        sidecar(meter, sources);
        events(meter, reloads, droppedLines);
        EvidenceMetrics.register(meter, sources.parts().evidence());
        IdentityMetrics.register(meter, sources.parts().identity());
        TokenMetrics.register(meter, sources.parts().tokens());
        EgressMetrics.register(meter, sources.parts().egress());
        JvmMetrics.register(meter);
    }

    DecisionObserver observer() {
        return decisions;
    }

    /** Where other parts register what is told of them. */
    Meter meter() {
        return meters.get("dev.postern");
    }

    HttpRoute page() {
        return page;
    }

    /** Pushes once more where metrics are pushed. */
    @Override
    public void close() {
        Otlp.await(meters.shutdown());
    }

    private static void sidecar(Meter meter, TelemetrySources sources) {
        meter.gaugeBuilder("postern.in_flight")
                .ofLongs()
                .setDescription("Calls that wait for an answer off the event loops.")
                .buildWithCallback(
                        gauge -> gauge.record(sources.load().inFlight().getAsLong()));
        meter.gaugeBuilder("postern.connections")
                .ofLongs()
                .setDescription("Connections of the gRPC listeners, open now.")
                .buildWithCallback(
                        gauge -> gauge.record(sources.load().connections().get().open()));
        meter.counterBuilder("postern.connections.refused")
                .setDescription("Connections closed at once because there were too many.")
                .buildWithCallback(counter ->
                        counter.record(sources.load().connections().get().refused()));
        meter.gaugeBuilder("postern.bundle.rules")
                .ofLongs()
                .setDescription("Statements in the bundle in force, all tenants together.")
                .buildWithCallback(gauge -> gauge.record(
                        sources.policy().bundle().get().map(Bundle::rules).orElse(0)));
        meter.gaugeBuilder("postern.bundle.info")
                .ofLongs()
                .setDescription("Which bundle is in force; absent before the first.")
                .buildWithCallback(gauge -> sources.policy()
                        .bundle()
                        .get()
                        .ifPresent(bundle -> gauge.record(1, Attributes.of(DIGEST, bundle.digest()))));
        Attributes build = Attributes.of(
                VERSION, sources.version(), JAVA, Runtime.version().toString());
        meter.gaugeBuilder("postern.build.info")
                .ofLongs()
                .setDescription("Which sidecar runs, and on which Java.")
                .buildWithCallback(gauge -> gauge.record(1, build));
    }

    private static void events(Meter meter, Reloads reloads, LongAdder droppedLines) {
        Attributes loaded = Attributes.of(RESULT, "loaded");
        Attributes unchanged = Attributes.of(RESULT, "unchanged");
        Attributes refused = Attributes.of(RESULT, "refused");
        meter.counterBuilder("postern.reloads")
                .setDescription("Attempts to load a bundle, the first one included.")
                .buildWithCallback(counter -> {
                    counter.record(reloads.loadedCount(), loaded);
                    counter.record(reloads.unchangedCount(), unchanged);
                    counter.record(reloads.refusedCount(), refused);
                });
        meter.counterBuilder("postern.decision_log.dropped")
                .setDescription("Decision log lines that were picked but not written.")
                .buildWithCallback(counter -> counter.record(droppedLines.sum()));
    }
}
