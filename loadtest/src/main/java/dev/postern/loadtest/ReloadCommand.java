package dev.postern.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what reloading the bundle again and again does to latency. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Compares p99 while the bundle changes all the time with p99 while it does not.")
final class ReloadCommand implements Callable<Integer> {

    private static final long CHANGE_MILLIS = 300;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--rate", description = "Checks a second (default: ${DEFAULT-VALUE}).", defaultValue = "5000")
    private int rate;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of a drive (default: ${DEFAULT-VALUE}).", defaultValue = "10")
    private int seconds;

    private int changes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        Path bundle = Bundles.copy(servers.bundle());
        List<Double> ratios = new ArrayList<>();
        try (ServerProcess sidecar = servers.answering(bundle).sidecar();
                Connections connections = new Connections(sidecar.port(), 8)) {
            OpenLoop.run(connections, Questions.ENVOY, rate, Duration.ofSeconds(seconds));
            for (int i = 0; i < rounds; i++) {
                double still = p99(connections);
                double changing = p99WhileChanging(connections, bundle);
                ratios.add(changing / still);
                System.out.printf(Locale.ROOT, "{\"still_p99_us\":%.0f,\"changing_p99_us\":%.0f}%n", still, changing);
            }
        }
        double median =
                Round.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(Locale.ROOT, "{\"changes\":%d,\"ratio\":%.4f}%n", changes, median);
        return 0;
    }

    private double p99(Connections connections) throws InterruptedException {
        return OpenLoop.run(connections, Questions.ENVOY, rate, Duration.ofSeconds(seconds))
                .orThrow("sidecar")
                .p99Micros();
    }

    private double p99WhileChanging(Connections connections, Path bundle) throws InterruptedException {
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        var writing = writer.scheduleAtFixedRate(() -> change(bundle), 0, CHANGE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return p99(connections);
        } finally {
            writing.cancel(false);
            writer.shutdown();
            if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        }
    }

    /** A rule more, and another one each time, so that no reload finds what is in force already. */
    private void change(Path bundle) {
        try {
            Path next = bundle.resolveSibling("next.tmp");
            Files.writeString(next, "permit change.n" + ++changes + " on '/changes'\n");
            Files.move(next, bundle.resolve("changes.ccl"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
