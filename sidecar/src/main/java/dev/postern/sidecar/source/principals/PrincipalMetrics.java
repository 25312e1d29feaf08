package dev.postern.sidecar.source.principals;

import io.opentelemetry.api.metrics.Meter;

/** What is told of the source of principals. */
public final class PrincipalMetrics {

    private PrincipalMetrics() {}

    public static void register(Meter meter, PrincipalSource source, PrincipalGauges gauges) {
        meter.gaugeBuilder("postern.principals.known")
                .ofLongs()
                .setDescription("Principals that the source knows.")
                .buildWithCallback(gauge -> gauge.record(gauges.size()));
        meter.gaugeBuilder("postern.principals.current")
                .ofLongs()
                .setDescription("1 while what the source knows is recent enough to go by.")
                .buildWithCallback(gauge -> gauge.record(source.current() ? 1 : 0));
        meter.counterBuilder("postern.principals.changes")
                .setDescription("Times that a principal came, changed or went.")
                .buildWithCallback(counter -> counter.record(gauges.changes()));
        meter.counterBuilder("postern.principals.refused")
                .setDescription("Files and rows that could not be understood.")
                .buildWithCallback(counter -> counter.record(gauges.refused()));
    }
}
