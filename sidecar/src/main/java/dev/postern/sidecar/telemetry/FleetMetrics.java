package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.cache.remote.InvalidationFeed;
import dev.postern.sidecar.cache.remote.Rejection;
import dev.postern.sidecar.cache.remote.RemoteCounters;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;

/** What is told of what the fleet shares through Redis. */
public final class FleetMetrics {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

    private FleetMetrics() {}

    public static void register(Meter meter, Fleet fleet) {
        entries(meter, fleet.counters());
        feed(meter, fleet.invalidations());
        meter.gaugeBuilder("postern.cache.l2.latency")
                .setUnit("s")
                .setDescription("The 99th percentile of what calls to Redis have lately taken.")
                .buildWithCallback(gauge -> gauge.record(fleet.latencyNanos() / 1e9));
        meter.gaugeBuilder("postern.fleet.current")
                .ofLongs()
                .setDescription("1 while invalidations are heard of in time.")
                .buildWithCallback(gauge -> gauge.record(fleet.isCurrent() ? 1 : 0));
        meter.gaugeBuilder("postern.cache.l2.open")
                .ofLongs()
                .setDescription("1 while Redis is left alone because it did not answer.")
                .buildWithCallback(gauge -> gauge.record(fleet.isLeftAlone() ? 1 : 0));
    }

    private static void entries(Meter meter, RemoteCounters counters) {
        meter.counterBuilder("postern.cache.l2.lookups")
                .setDescription("Questions that Redis answered.")
                .buildWithCallback(counter -> {
                    counter.record(counters.hits(), Attributes.of(RESULT, "hit"));
                    counter.record(counters.misses(), Attributes.of(RESULT, "miss"));
                });
        meter.counterBuilder("postern.cache.l2.reject")
                .setDescription("Values in Redis that were not used.")
                .buildWithCallback(counter -> {
                    for (Rejection each : Rejection.values()) {
                        counter.record(counters.rejections(each), Attributes.of(REASON, each.word()));
                    }
                });
        meter.counterBuilder("postern.cache.l2.unanswered")
                .setDescription("Questions that were not put to Redis, or that it did not answer.")
                .buildWithCallback(counter -> {
                    for (RemoteCounters.Failure each : RemoteCounters.Failure.values()) {
                        counter.record(counters.failures(each), Attributes.of(REASON, each.word()));
                    }
                });
        meter.counterBuilder("postern.cache.l2.writes")
                .setDescription("Entries offered to Redis.")
                .buildWithCallback(counter -> {
                    counter.record(counters.writes(), Attributes.of(RESULT, "written"));
                    counter.record(counters.droppedWrites(), Attributes.of(RESULT, "dropped"));
                });
    }

    private static void feed(Meter meter, InvalidationFeed feed) {
        meter.counterBuilder("postern.fleet.invalidations")
                .setDescription("Invalidations heard of through Redis, this sidecar's among them.")
                .buildWithCallback(counter -> counter.record(feed.heard()));
        meter.counterBuilder("postern.fleet.forged")
                .setDescription("Records in Redis that nobody of the fleet wrote.")
                .buildWithCallback(counter -> counter.record(feed.forged()));
        meter.counterBuilder("postern.fleet.lost")
                .setDescription("Times that Redis had lost invalidations, upon which everything is invalid.")
                .buildWithCallback(counter -> counter.record(feed.lost()));
        meter.gaugeBuilder("postern.fleet.untold")
                .ofLongs()
                .setDescription("Invalidations of this sidecar that the fleet has not been told yet.")
                .buildWithCallback(gauge -> gauge.record(feed.untold()));
    }
}
