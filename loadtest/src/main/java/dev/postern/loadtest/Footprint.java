package dev.postern.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a sidecar needs to live.
 *
 * @param startToReady from the start of the process to good health
 * @param first latencies in nanoseconds of the first 1,000 questions after readiness, 500 a second
 * @param idleBytes resident before the first question
 * @param bytesAt1000 resident after a while at 1,000 checks a second
 * @param bytesAt10000 resident after a while at 10,000 checks a second
 */
record Footprint(Duration startToReady, Histogram first, long idleBytes, long bytesAt1000, long bytesAt10000) {

    private static final long FIRST = 1_000;
    private static final double FIRST_PER_SECOND = 500;

    /**
     * Measures a server that has just become ready. The client should be warm already, else its own first steps count.
     *
     * @param length of each rate
     */
    static Footprint of(ServerProcess server, Question question, Duration length)
            throws IOException, InterruptedException {
        long idle = server.residentBytes();
        try (Connections connections = new Connections(server.port(), 8)) {
            Load first =
                    OpenLoop.run(connections, question, FIRST_PER_SECOND, FIRST).orThrow("the first questions");
            OpenLoop.run(connections, question, 1_000, length).orThrow("1,000 a second");
            long slow = server.residentBytes();
            OpenLoop.run(connections, question, 10_000, length).orThrow("10,000 a second");
            return new Footprint(server.startToReady(), first.latencies(), idle, slow, server.residentBytes());
        }
    }

    /** One line of JSON. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"start_to_ready_ms\":%d,\"rss_idle_mb\":%d,\"rss_1000_mb\":%d,\"rss_10000_mb\":%d,"
                        + "\"first_1000_us\":{\"p50\":%d,\"p99\":%d,\"max\":%d}}",
                startToReady.toMillis(),
                idleBytes >> 20,
                bytesAt1000 >> 20,
                bytesAt10000 >> 20,
                first.getValueAtPercentile(50) / 1_000,
                first.getValueAtPercentile(99) / 1_000,
                first.getMaxValue() / 1_000);
    }
}
