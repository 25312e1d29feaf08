package dev.postern.sidecar.envoy.real;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An Envoy process of the test's own. */
final class RealEnvoy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int adminPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private RealEnvoy(Process process, int adminPort) {
        this.process = process;
        this.adminPort = adminPort;
    }

    /** Starts Envoy with a configuration whose admin interface is on {@code adminPort}, and waits until it is ready. */
    static RealEnvoy start(Path binary, Path directory, String configuration, int adminPort) throws IOException {
        Path file = Files.writeString(directory.resolve("envoy-" + adminPort + ".yaml"), configuration);
        Path log = directory.resolve("envoy-" + adminPort + ".log");
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "-c",
                        file.toString(),
                        "--concurrency",
                        "1",
                        "--use-dynamic-base-id",
                        "--log-level",
                        "warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealEnvoy envoy = new RealEnvoy(process, adminPort);
        await("Envoy").atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> envoy.isReady(log));
        return envoy;
    }

    /** What {@code envoy --mode validate} says of a file: its exit status and output. */
    static String validate(Path binary, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        binary.toString(), "--mode", "validate", "-c", file.toString(), "-l", "warn")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    /** The sum of the counters whose name matches {@code filter}. */
    long stat(String filter) throws IOException, InterruptedException {
        return get("/stats?filter=" + filter)
                .lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    private boolean isReady(Path log) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Envoy ended:\n" + Files.readString(log));
        }
        try {
            return get("/ready").startsWith("LIVE");
        } catch (java.net.ConnectException notYet) {
            return false;
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
