package dev.postern.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints how many requests a real Envoy serves when it asks the sidecar, and when it asks the no-op. */
@Command(
        name = "envoy",
        mixinStandardHelpOptions = true,
        description = "Compares a real Envoy that asks the sidecar with one that asks the no-op.")
final class EnvoyCommand implements Callable<Integer> {

    private static final int CONNECTIONS = 16;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--envoy", required = true, description = "The Envoy binary: $(deploy/real-parts envoy).")
    private Path envoy = Path.of("");

    @Option(names = "--h2load", required = true, description = "The client: $(deploy/real-parts h2load).")
    private String h2load = "";

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of a drive (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = options.servers();
        System.err.println(options.conditions());
        try (ServerProcess noop = servers.noop();
                ServerProcess sidecar = servers.sidecar();
                ServerProcess asksNoop = envoy(servers, noop);
                ServerProcess asksSidecar = envoy(servers, sidecar)) {
            drive(asksNoop);
            drive(asksSidecar);
            compare(asksNoop, asksSidecar);
        }
        return 0;
    }

    private void compare(ServerProcess asksNoop, ServerProcess asksSidecar) throws IOException, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            double noop = drive(asksNoop);
            double sidecar = drive(asksSidecar);
            ratios.add(sidecar / noop);
            System.out.printf(
                    Locale.ROOT,
                    "{\"round\":%d,\"noop_per_second\":%.0f,\"sidecar_per_second\":%.0f}%n",
                    i + 1,
                    noop,
                    sidecar);
        }
        double median =
                Round.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(Locale.ROOT, "{\"ratio\":%.4f}%n", median);
    }

    /** Requests served a second, over HTTP/1.1. */
    private double drive(ServerProcess listener) throws IOException, InterruptedException {
        List<String> command = List.of(
                h2load,
                "--h1",
                "-D" + seconds,
                "-c" + CONNECTIONS,
                "-t1",
                "http://127.0.0.1:" + listener.port() + "/api/v1/catalogue/42");
        return H2Load.pace(H2Load.output(command)).perSecond();
    }

    private ServerProcess envoy(Servers servers, ServerProcess authorizer) throws IOException, InterruptedException {
        int port = Servers.freePort();
        String configuration = template()
                .replace("@LISTENER@", Integer.toString(port))
                .replace("@AUTHORIZER@", Integer.toString(authorizer.port()));
        Path file = Files.writeString(servers.logs().resolve("envoy-" + port + ".yaml"), configuration);
        List<String> command = List.of(
                envoy.toString(),
                "-c",
                file.toString(),
                "--concurrency",
                "1",
                "--use-dynamic-base-id",
                "--log-level",
                "warn");
        return ServerProcess.startHttp(command, port, servers.logs().resolve("envoy-" + port + ".log"));
    }

    private static String template() throws IOException {
        try (InputStream in = EnvoyCommand.class.getResourceAsStream("envoy.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
