package dev.postern.sidecar.telemetry;

import dev.postern.egress.FindingType;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Verdict;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What is told of contents that want to leave. */
final class EgressMetrics {

    private EgressMetrics() {}

    static void register(Meter meter, EgressCounters counters) {
        byConstant(
                meter,
                "postern.egress.contents",
                "Contents judged, by the strictest verdict.",
                "verdict",
                Verdict.class,
                counters::contents);
        byConstant(
                meter,
                "postern.egress.findings",
                "Findings in contents.",
                "type",
                FindingType.class,
                counters::findings);
        byConstant(
                meter,
                "postern.egress.incomplete",
                "Contents that were not seen whole.",
                "limit",
                Incomplete.class,
                counters::incomplete);
        meter.counterBuilder("postern.egress.bytes")
                .setDescription("Bytes of contents that were judged.")
                .buildWithCallback(counter -> counter.record(counters.bytes()));
        meter.gaugeBuilder("postern.egress.streams")
                .ofLongs()
                .setDescription("Contents that are coming in parts.")
                .buildWithCallback(gauge -> gauge.record(counters.streams()));
        meter.gaugeBuilder("postern.egress.held")
                .ofLongs()
                .setUnit("By")
                .setDescription("Memory that contents hold which are coming in parts.")
                .buildWithCallback(gauge -> gauge.record(counters.held()));
    }

    private static <E extends Enum<E>> void byConstant(
            Meter meter, String name, String description, String label, Class<E> type, ToLongFunction<E> value) {
        AttributeKey<String> key = AttributeKey.stringKey(label);
        meter.counterBuilder(name).setDescription(description).buildWithCallback(counter -> {
            for (E constant : type.getEnumConstants()) {
                counter.record(
                        value.applyAsLong(constant),
                        Attributes.of(key, constant.name().toLowerCase(Locale.ROOT)));
            }
        });
    }
}
