package dev.postern.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints how long answers take that wait for their receipts, beside the disk that they wait for. */
@Command(
        name = "durable",
        mixinStandardHelpOptions = true,
        description = "Compares the p99 of durable answers with the p99 of the disk's own fdatasync, in turns.")
final class DurableCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--rate", description = "Checks a second (default: ${DEFAULT-VALUE}).", defaultValue = "5000")
    private int rate;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of a drive (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int seconds;

    @Option(
            names = "--warm-up",
            description = "Seconds the sidecar is warmed (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int warmUpSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        Duration length = Duration.ofSeconds(seconds);
        Files.createDirectories(servers.logs());
        Path beside = Files.createTempFile(servers.logs(), "fdatasync", ".bin");
        List<Double> ratios = new ArrayList<>();
        try (ServerProcess sidecar =
                        servers.answering(Bundles.durable(servers.bundle())).sidecar();
                Connections connections = new Connections(sidecar.port(), 8)) {
            OpenLoop.run(connections, Questions.ENVOY, rate, Duration.ofSeconds(warmUpSeconds));
            for (int i = 0; i < rounds; i++) {
                double disk = DiskSync.p99Micros(beside, length);
                Load load =
                        OpenLoop.run(connections, Questions.ENVOY, rate, length).orThrow("sidecar");
                ratios.add(load.p99Micros() / disk);
                System.out.printf(
                        Locale.ROOT,
                        "{\"fdatasync_p99_us\":%.0f,\"durable_p50_us\":%d,\"durable_p99_us\":%.0f}%n",
                        disk,
                        load.latencies().getValueAtPercentile(50) / 1_000,
                        load.p99Micros());
            }
        } finally {
            Files.delete(beside);
        }
        double median =
                Round.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(Locale.ROOT, "{\"rate\":%d,\"ratio\":%.4f}%n", rate, median);
        return 0;
    }
}
