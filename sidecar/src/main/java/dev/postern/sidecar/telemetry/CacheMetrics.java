package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.cache.CacheCounters;
import dev.postern.sidecar.cache.DecisionTiers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;

/** What is told of the cache; the labels of answers are in {@code postern.checks}. */
public final class CacheMetrics {

    private static final AttributeKey<String> TIER = AttributeKey.stringKey("tier");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

    private CacheMetrics() {}

    public static void register(Meter meter, DecisionTiers tiers) {
        CacheCounters counters = tiers.counters();
        meter.counterBuilder("postern.cache.lookups")
                .setDescription("Look-ups of whole answers and of certificates.")
                .buildWithCallback(counter -> {
                    counter.record(counters.exactHits(), lookup("exact", "hit"));
                    counter.record(counters.exactMisses(), lookup("exact", "miss"));
                    counter.record(counters.patternHits(), lookup("pattern", "hit"));
                    counter.record(counters.patternMisses(), lookup("pattern", "miss"));
                });
        meter.counterBuilder("postern.cache.shadow_checks")
                .setDescription("Hits that were compared with a fresh evaluation.")
                .buildWithCallback(counter -> {
                    counter.record(counters.shadowChecks() - counters.mismatches(), Attributes.of(RESULT, "equal"));
                    counter.record(counters.mismatches(), Attributes.of(RESULT, "mismatch"));
                    counter.record(counters.shadowSkipped(), Attributes.of(RESULT, "skipped"));
                });
        meter.counterBuilder("postern.cache.invalidations")
                .setDescription("Invalidations that took effect here.")
                .buildWithCallback(counter -> counter.record(counters.invalidations()));
        meter.gaugeBuilder("postern.cache.entries")
                .ofLongs()
                .setDescription("Entries in memory, about.")
                .buildWithCallback(gauge -> gauge.record(tiers.local().size()));
        meter.gaugeBuilder("postern.cache.bytes")
                .ofLongs()
                .setUnit("By")
                .setDescription("Memory that the entries take, about.")
                .buildWithCallback(gauge -> gauge.record(tiers.local().bytes()));
        meter.gaugeBuilder("postern.cache.tier_on")
                .ofLongs()
                .setDescription("Threads on which a tier pays for the bundle in force and is used.")
                .buildWithCallback(gauge -> {
                    gauge.record(tiers.decisions().exactOn(), Attributes.of(TIER, "exact"));
                    gauge.record(tiers.decisions().patternOn(), Attributes.of(TIER, "pattern"));
                });
        meter.gaugeBuilder("postern.cache.tripped")
                .ofLongs()
                .setDescription("1 once a cached answer was wrong and the cache is out of use.")
                .buildWithCallback(gauge -> gauge.record(tiers.breaker().isTripped() ? 1 : 0));
    }

    private static Attributes lookup(String tier, String result) {
        return Attributes.of(TIER, tier, RESULT, result);
    }
}
