package dev.postern.sidecar.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.sidecar.decide.Door;
import io.grpc.Context;
import io.grpc.Metadata;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class OtlpIT {

    @Test
    void pushesMetricsAndSpansAtTheLatestWhenClosing() throws IOException {
        Map<String, String> received = new ConcurrentHashMap<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
            received.put(exchange.getRequestURI().getPath(), body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            answerOneCheck("http://127.0.0.1:" + collector.getAddress().getPort());
        } finally {
            collector.stop(0);
        }

        assertThat(received.get("/v1/metrics")).contains("postern.checks", "postern.check.duration", "jvm.memory.used");
        assertThat(received.get("/v1/traces")).contains("postern.check", "policy.permit", Answers.DIGEST);
    }

    @Test
    void closesInTimeWhenNoCollectorAnswers() {
        long start = System.nanoTime();
        answerOneCheck("http://127.0.0.1:1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    private static void answerOneCheck(String endpoint) {
        OtlpConfig otlp = new OtlpConfig(endpoint, OtlpProtocol.HTTP, Duration.ofHours(1));
        TelemetryConfig config = new TelemetryConfig(true, otlp, 1, DecisionLogConfig.OFF, LogConfig.DEFAULTS);
        TelemetrySources sources = new TelemetrySources(
                "1",
                TelemetrySources.Policy.NONE,
                TelemetrySources.Load.NONE,
                TelemetrySources.Parts.idle(),
                OutputStream.nullOutputStream());
        try (Telemetry telemetry = Telemetry.start(config, sources)) {
            var call = telemetry.streamTracing().orElseThrow().newServerStreamTracer("Decide", new Metadata());
            call.filterContext(Context.ROOT)
                    .run(() -> telemetry.observer().answered(Door.DECIDE, null, Answers.allow(1), 2_000));
        }
    }
}
