package dev.postern.sidecar.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;

/** Which engine scans contents. */
public final class EngineMetrics {

    private static final AttributeKey<String> ENGINE = AttributeKey.stringKey("engine");

    private EngineMetrics() {}

    /** Tells the engine by its name. */
    public static void register(Meter meter, String engine) {
        Attributes labels = Attributes.of(ENGINE, engine);
        meter.gaugeBuilder("postern.egress.engine")
                .ofLongs()
                .setDescription("1 for the engine that contents are scanned by.")
                .buildWithCallback(gauge -> gauge.record(1, labels));
    }
}
