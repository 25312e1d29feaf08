package dev.postern.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints start-up, memory and the first answers of fresh sidecars. */
@Command(
        name = "footprint",
        mixinStandardHelpOptions = true,
        description = "Measures start to ready, the first 1,000 answers, and resident memory idle and at two rates.")
final class FootprintCommand implements Callable<Integer> {

    private static final Duration CLIENT_WARM_UP = Duration.ofSeconds(5);

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--starts", description = "Fresh sidecars (default: ${DEFAULT-VALUE}).", defaultValue = "3")
    private int starts;

    @Option(names = "--seconds", description = "Length of each rate (default: ${DEFAULT-VALUE}).", defaultValue = "20")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        try (ServerProcess noop = servers.noop()) {
            new JavaClient(8, 16).drive(noop, Questions.ENVOY, CLIENT_WARM_UP);
        }
        for (int i = 0; i < starts; i++) {
            try (ServerProcess sidecar = servers.sidecar()) {
                Footprint footprint = Footprint.of(sidecar, Questions.ENVOY, Duration.ofSeconds(seconds));
                System.out.println(footprint.json());
            }
        }
        return 0;
    }
}
