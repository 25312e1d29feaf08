package dev.postern.sidecar.telemetry;

import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.telemetry.DecisionMetrics.Labels;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Shows {@link DecisionMetrics} to every metric reader. OpenTelemetry has no asynchronous histogram, hence a producer
 * rather than instruments. Thread-safe.
 */
final class DecisionMetricsProducer implements MetricProducer {

    static final AttributeKey<String> DOOR = AttributeKey.stringKey("door");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    static final AttributeKey<String> CACHE = AttributeKey.stringKey("cache");
    static final AttributeKey<String> MODE = AttributeKey.stringKey("mode");

    /** Reasons that stand for load. */
    private static final List<Reason> LOAD = List.of(Reason.SHED, Reason.DEADLINE, Reason.LIMIT_CAPACITY);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Double> BOUNDS = Buckets.boundsInSeconds();

    private final DecisionMetrics metrics;
    private final Clock clock;
    private final long startNanos;

    DecisionMetricsProducer(DecisionMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.startNanos = clock.now();
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        long now = clock.now();
        List<LongPointData> checks = new ArrayList<>();
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        for (int cell = 0; cell < DecisionMetrics.COMBINATIONS; cell++) {
            Labels labels = Labels.of(cell);
            long answers = metrics.answers(labels);
            if (answers > 0) {
                checks.add(LongPointData.create(startNanos, now, attributes(labels), answers));
                byReason.merge(labels.reason(), answers, Long::sum);
            }
        }
        return List.of(
                OwnMetric.counter(resource, "postern.checks", "Checks answered.", "", checks),
                OwnMetric.histogram(
                        resource,
                        "postern.check.duration",
                        "From the door taking a request to its answer leaving.",
                        "s",
                        durations(now)),
                OwnMetric.counter(
                        resource,
                        "postern.input.rejected",
                        "Requests refused because the door could not read them safely.",
                        "",
                        rejected(byReason, now)),
                OwnMetric.counter(resource, "postern.sheds", "Checks refused for load.", "", shed(byReason, now)));
    }

    private List<HistogramPointData> durations(long now) {
        List<HistogramPointData> points = new ArrayList<>();
        for (Door door : Door.values()) {
            List<Long> counts = new ArrayList<>(Buckets.COUNT);
            for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
                counts.add(metrics.inBucket(door, bucket));
            }
            points.add(HistogramPointData.create(
                    startNanos,
                    now,
                    Attributes.of(DOOR, door.label()),
                    metrics.nanos(door) / NANOS_PER_SECOND,
                    false,
                    0,
                    false,
                    0,
                    BOUNDS,
                    counts));
        }
        return points;
    }

    private List<LongPointData> rejected(Map<Reason, Long> byReason, long now) {
        List<LongPointData> points = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (reason.code().startsWith("input.")) {
                points.add(point(reason, byReason.getOrDefault(reason, 0L), now));
            }
        }
        return points;
    }

    private List<LongPointData> shed(Map<Reason, Long> byReason, long now) {
        List<LongPointData> points = new ArrayList<>();
        for (Reason reason : LOAD) {
            points.add(point(reason, byReason.getOrDefault(reason, 0L), now));
        }
        return points;
    }

    private LongPointData point(Reason reason, long count, long now) {
        return LongPointData.create(startNanos, now, Attributes.of(REASON, reason.code()), count);
    }

    private static Attributes attributes(Labels labels) {
        return Attributes.of(
                DOOR, labels.door().label(),
                OUTCOME, Words.of(labels.outcome()),
                REASON, labels.reason().code(),
                CACHE, labels.cache().word(),
                MODE, Words.of(labels.mode()));
    }
}
