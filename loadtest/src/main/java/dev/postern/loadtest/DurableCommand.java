package dev.postern.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints how long answers take that wait for their receipts, beside the disk that they wait for. */
@Command(
        name = "durable",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the p99 of durable answers with the p99 of the disk's own fdatasync, in turns: on the idle machine, and",
            "while the same load is answered by a sidecar whose answers do not wait."
        })
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
            description = "Seconds each sidecar is warmed (default: ${DEFAULT-VALUE}).",
            defaultValue = "25")
    private int warmUpSeconds;

    /** What a round measured, 99th percentiles in microseconds but for {@code durableP50}. */
    private record Figures(double idleDisk, double loadedDisk, double async, double durableP50, double durable) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        Files.createDirectories(servers.logs());
        Path beside = Files.createTempFile(servers.logs(), "fdatasync", ".bin");
        try (ServerProcess waiting =
                        servers.answering(Bundles.durable(servers.bundle())).sidecar();
                ServerProcess async = servers.sidecar();
                Connections toWaiting = new Connections(waiting.port(), 8);
                Connections toAsync = new Connections(async.port(), 8)) {
            warmUp(toWaiting);
            warmUp(toAsync);
            List<Figures> figures = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                figures.add(round(beside, toWaiting, toAsync));
                print(figures.get(i));
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"rate\":%d,\"to_idle_disk\":%.2f,\"to_loaded_disk\":%.2f,\"to_async_and_loaded_disk\":%.2f}%n",
                    rate,
                    median(figures, each -> each.durable() / each.idleDisk()),
                    median(figures, each -> each.durable() / each.loadedDisk()),
                    median(figures, each -> each.durable() / (each.async() + each.loadedDisk())));
        } finally {
            Files.delete(beside);
        }
        return 0;
    }

    private Figures round(Path beside, Connections toWaiting, Connections toAsync)
            throws IOException, InterruptedException {
        Duration length = Duration.ofSeconds(seconds);
        double idleDisk = DiskSync.p99Micros(beside, rate, length);
        Load durable = drive(toWaiting, length);
        CompletableFuture<Double> loadedDisk = new CompletableFuture<>();
        Thread control = new Thread(() -> sync(beside, length, loadedDisk), "fdatasync");
        control.start();
        Load async = drive(toAsync, length);
        return new Figures(
                idleDisk,
                loadedDisk.join(),
                async.p99Micros(),
                durable.latencies().getValueAtPercentile(50) / 1e3,
                durable.p99Micros());
    }

    private void sync(Path beside, Duration length, CompletableFuture<Double> p99) {
        try {
            p99.complete(DiskSync.p99Micros(beside, rate, length));
        } catch (IOException | RuntimeException e) {
            p99.completeExceptionally(e);
        }
    }

    /** Slowly at first: nothing is compiled yet, and what is not kept up with would only pile up. */
    private void warmUp(Connections connections) throws InterruptedException {
        Duration half = Duration.ofSeconds(warmUpSeconds).dividedBy(2);
        OpenLoop.run(connections, Questions.ENVOY, rate / 5.0, half);
        OpenLoop.run(connections, Questions.ENVOY, rate, half);
    }

    private Load drive(Connections connections, Duration length) throws InterruptedException {
        return OpenLoop.run(connections, Questions.ENVOY, rate, length).orThrow("sidecar");
    }

    private static void print(Figures figures) {
        System.out.printf(
                Locale.ROOT,
                "{\"idle_fdatasync_p99_us\":%.0f,\"loaded_fdatasync_p99_us\":%.0f,\"async_p99_us\":%.0f,"
                        + "\"durable_p50_us\":%.0f,\"durable_p99_us\":%.0f}%n",
                figures.idleDisk(),
                figures.loadedDisk(),
                figures.async(),
                figures.durableP50(),
                figures.durable());
    }

    private static double median(List<Figures> figures, ToDoubleFunction<Figures> of) {
        return Round.median(figures.stream().mapToDouble(of).toArray());
    }
}
