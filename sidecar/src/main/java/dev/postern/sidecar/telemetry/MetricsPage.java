package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.http.HttpAsk;
import dev.postern.sidecar.http.HttpReply;
import dev.postern.sidecar.http.HttpRoute;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code /metrics}: all metrics as Prometheus text, or as OpenMetrics for those who ask for it. Thread-safe. */
final class MetricsPage implements HttpRoute {

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
            writer.write(page, collector.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory could not be written", e);
        }
        return new HttpReply(200, writer.getContentType(), page.toByteArray());
    }
}
