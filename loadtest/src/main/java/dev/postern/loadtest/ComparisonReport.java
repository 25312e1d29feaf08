package dev.postern.loadtest;

import java.util.List;
import java.util.Locale;

/**
 * The sidecar beside the peer, for one question.
 *
 * @param question its name
 * @param bytes of the encoded question
 * @param openRate checks a second at which latency was taken, half of what the peer can do
 * @param noopP99Micros of each round
 * @param sidecarP99Micros of each round
 */
record ComparisonReport(
        String question,
        int bytes,
        List<Round> noop,
        List<Round> sidecar,
        double openRate,
        List<Double> noopP99Micros,
        List<Double> sidecarP99Micros) {

    /** Sidecar over peer; the median of the rounds' own ratios. */
    double cpuRatio() {
        return ratio(i -> sidecar.get(i).cpuMicros() / noop.get(i).cpuMicros(), noop.size());
    }

    double throughputRatio() {
        return ratio(i -> sidecar.get(i).perSecond() / noop.get(i).perSecond(), noop.size());
    }

    double p99Ratio() {
        return ratio(i -> sidecarP99Micros.get(i) / noopP99Micros.get(i), noopP99Micros.size());
    }

    /** Three rows of a Markdown table: measure, peer, sidecar, ratio. */
    String table() {
        return """
                | %s (%d B) | peer | sidecar | ratio |
                |---|---|---|---|
                | server CPU, µs a check | %.2f | %.2f | %.3f |
                | throughput, checks/s | %.0f | %.0f | %.3f |
                | p99 at %.0f/s, µs | %.0f | %.0f | %.3f |
                """.formatted(
                        question,
                        bytes,
                        Round.median(noop, Round::cpuMicros),
                        Round.median(sidecar, Round::cpuMicros),
                        cpuRatio(),
                        Round.median(noop, Round::perSecond),
                        Round.median(sidecar, Round::perSecond),
                        throughputRatio(),
                        openRate,
                        median(noopP99Micros),
                        median(sidecarP99Micros),
                        p99Ratio());
    }

    /** One line of JSON. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"question\":\"%s\",\"bytes\":%d,\"cpu_ratio\":%.4f,\"throughput_ratio\":%.4f,\"p99_ratio\":%.4f,"
                        + "\"open_rate\":%.0f,\"noop\":%s,\"sidecar\":%s,\"noop_p99_us\":%s,\"sidecar_p99_us\":%s}",
                question,
                bytes,
                cpuRatio(),
                throughputRatio(),
                p99Ratio(),
                openRate,
                json(noop),
                json(sidecar),
                noopP99Micros,
                sidecarP99Micros);
    }

    private static String json(List<Round> rounds) {
        return rounds.stream()
                .map(round -> String.format(
                        Locale.ROOT, "{\"cpu_us\":%.3f,\"per_second\":%.0f}", round.cpuMicros(), round.perSecond()))
                .toList()
                .toString();
    }

    private static double median(List<Double> values) {
        return Round.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double ratio(java.util.function.IntToDoubleFunction ofRound, int rounds) {
        return Round.median(
                java.util.stream.IntStream.range(0, rounds).mapToDouble(ofRound).toArray());
    }
}
