package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.http.HttpAsk;
import dev.postern.sidecar.http.HttpReply;
import dev.postern.sidecar.http.HttpRoute;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code /metrics}: all metrics as Prometheus text, or as OpenMetrics for those who ask for it. Thread-safe. */
final class MetricsPage implements HttpRoute {

    private static final Set<String> INFOS = Set.of("postern_build", "postern_bundle");
    private static final int LIKELY_BYTES = 32 * 1024;

    private final MultiCollector collector;
    private final ExpositionFormats formats = ExpositionFormats.init();

    MetricsPage(MultiCollector collector) {
        this.collector = collector;
    }

    @Override
    public HttpReply answer(HttpAsk ask) {
        ExpositionFormatWriter writer = formats.findWriter(ask.accept());
        ByteArrayOutputStream page = new ByteArrayOutputStream(LIKELY_BYTES);
        try {
            writer.write(page, withInfos(collector.collect()), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory could not be written", e);
        }
        return new HttpReply(200, writer.getContentType(), page.toByteArray());
    }

    /** OpenTelemetry's reader cuts {@code _info} off the names of gauges; as metrics of type info they have it again. */
    private static MetricSnapshots withInfos(MetricSnapshots read) {
        MetricSnapshots.Builder shown = MetricSnapshots.builder();
        for (MetricSnapshot snapshot : read) {
            String name = snapshot.getMetadata().getPrometheusName();
            boolean info = INFOS.contains(name) && snapshot instanceof GaugeSnapshot;
            shown.metricSnapshot(info ? info(name, snapshot) : snapshot);
        }
        return shown.build();
    }

    private static MetricSnapshot info(String name, MetricSnapshot gauge) {
        InfoSnapshot.Builder info =
                InfoSnapshot.builder().name(name).help(gauge.getMetadata().getHelp());
        for (DataPointSnapshot point : gauge.getDataPoints()) {
            info.dataPoint(new InfoDataPointSnapshot(point.getLabels()));
        }
        return info.build();
    }
}
