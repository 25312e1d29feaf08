package dev.postern.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a decision costs, as ratios to a server that makes none. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares the sidecar with a server of the same messages that decides nothing.")
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of a drive (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int seconds;

    @Option(
            names = "--warm-up",
            description = "Seconds each server is warmed (default: ${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int warmUpSeconds;

    @Option(names = "--connections", description = "Connections (default: ${DEFAULT-VALUE}).", defaultValue = "8")
    private int connections;

    @Option(
            names = "--streams",
            description = "Questions in flight on each connection (default: ${DEFAULT-VALUE}).",
            defaultValue = "16")
    private int streams;

    @Option(names = "--h2load", description = "Drive with this h2load rather than with our own client.")
    private @Nullable String h2load;

    @Option(
            names = "--question",
            split = ",",
            description = "Which of envoy, envoy-rich, decide, capability and notes to ask (default: all).")
    private List<String> questions = Questions.ALL.stream().map(Question::name).toList();

    @Option(names = "--no-evidence", description = "The sidecar keeps no receipts.")
    private boolean noEvidence;

    @Option(
            names = "--against-no-evidence",
            description = "Compares with a sidecar that keeps no receipts rather than with the no-op.")
    private boolean againstNoEvidence;

    @Option(
            names = "--against-no-cache",
            description = "Compares with a sidecar that works every answer out afresh rather than with the no-op.")
    private boolean againstNoCache;

    @Option(names = "--json", description = "Print one JSON object a question rather than tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        List<ComparisonReport> reports = new ArrayList<>();
        try (ServerProcess peer = peer(servers);
                ServerProcess sidecar = noEvidence ? servers.unrecorded() : servers.sidecar()) {
            for (Question question : Questions.ALL) {
                if (questions.contains(question.name())) {
                    reports.add(comparison().run(question, peer, sidecar));
                }
            }
        }
        reports.forEach(report -> System.out.println(json ? report.json() : report.table()));
        return 0;
    }

    private ServerProcess peer(Servers servers) throws IOException, InterruptedException {
        if (againstNoCache) {
            return servers.uncached(!noEvidence);
        }
        return againstNoEvidence ? servers.unrecorded() : servers.noop();
    }

    private Comparison comparison() {
        String program = h2load;
        Client client =
                program == null ? new JavaClient(connections, streams) : new H2Load(program, connections, streams);
        return new Comparison(
                client, rounds, Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds), System.err::println);
    }
}
