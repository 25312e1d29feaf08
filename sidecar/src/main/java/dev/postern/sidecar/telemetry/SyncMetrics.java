package dev.postern.sidecar.telemetry;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.function.LongConsumer;

/** How long the disk of the evidence log takes to make batches durable. */
public final class SyncMetrics {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Double> BOUNDS =
            List.of(50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 0.1, 0.25, 0.5, 1.0, 5.0);

    private SyncMetrics() {}

    /** Takes the nanoseconds of each sync. */
    public static LongConsumer register(Meter meter) {
        DoubleHistogram durations = meter.histogramBuilder("postern.evidence.sync.duration")
                .setUnit("s")
                .setDescription("Syncs of the evidence log.")
                .setExplicitBucketBoundariesAdvice(BOUNDS)
                .build();
        return nanos -> durations.record(nanos / NANOS_PER_SECOND);
    }
}
