package dev.postern.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sidecar beside a peer that decides nothing: both stay up, each is driven in turn, round after round, so that what
 * the machine does meanwhile befalls both alike.
 *
 * @param rounds of full speed, then as many of latency
 * @param warmUp of each server before the first round
 * @param length of one drive
 * @param progress told a line now and then
 */
record Comparison(Client client, int rounds, Duration warmUp, Duration length, Consumer<String> progress) {

    private static final int LATENCY_CONNECTIONS = 8;

    ComparisonReport run(Question question, ServerProcess noop, ServerProcess sidecar)
            throws IOException, InterruptedException {
        for (ServerProcess server : List.of(noop, sidecar)) {
            new JavaClient(8, 16).drive(server, question, warmUp);
            client.drive(server, question, length);
        }
        List<Round> ofNoop = new ArrayList<>();
        List<Round> ofSidecar = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ofNoop.add(round(noop, question));
            ofSidecar.add(round(sidecar, question));
            progress.accept("%s round %d: noop %s, sidecar %s"
                    .formatted(question.name(), i + 1, ofNoop.get(i), ofSidecar.get(i)));
        }
        double rate = Round.median(ofNoop, Round::perSecond) / 2;
        List<Double> lateNoop = new ArrayList<>();
        List<Double> lateSidecar = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            lateNoop.add(p99(noop, question, rate));
            lateSidecar.add(p99(sidecar, question, rate));
        }
        return new ComparisonReport(
                question.name(), question.body().size(), ofNoop, ofSidecar, rate, lateNoop, lateSidecar);
    }

    private Round round(ServerProcess server, Question question) throws IOException, InterruptedException {
        Duration before = server.cpu();
        Client.Pace pace = client.drive(server, question, length);
        return Round.of(server.cpu().minus(before), pace.checks(), pace.perSecond());
    }

    /** The 99th percentile in microseconds. */
    private double p99(ServerProcess server, Question question, double rate) throws InterruptedException {
        try (Connections connections = new Connections(server.port(), LATENCY_CONNECTIONS)) {
            OpenLoop.run(connections, question, rate / 4, Duration.ofMillis(500));
            return OpenLoop.run(connections, question, rate, length)
                    .orThrow("port " + server.port())
                    .p99Micros();
        }
    }
}
