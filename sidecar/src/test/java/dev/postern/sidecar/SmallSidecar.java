package dev.postern.sidecar;

import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A whole sidecar whose bundle is one small policy, all of it in one directory. */
final class SmallSidecar implements AutoCloseable {

    static final Duration PATIENT = Duration.ofSeconds(10);
    static final String GOOD = "permit read on '/docs/**'\ndeny read on '/docs/sealed/**' severity critical\n";
    static final String BAD = "permit read on\n";
    static final CheckRequest PERMITTED = CheckRequest.of("read", "/docs/plans").principal("alice");
    static final CheckRequest DENIED =
            CheckRequest.of("read", "/docs/sealed/will").principal("alice");

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle', interval: 50ms, debounce: 10ms}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', unix: 'unix:%1$s/checks.sock', http: '127.0.0.1:0'}
            warm_up: {checks: 80}
            drain_timeout: 10s
            """;

    private final HttpClient web = HttpClient.newHttpClient();
    private final Path directory;
    private @Nullable Sidecar running;

    SmallSidecar(Path directory) {
        this.directory = directory;
    }

    /** Starts it with a policy. */
    Sidecar start(String policy) throws IOException {
        write(policy);
        return start();
    }

    /** Starts it with whatever bundle there is. */
    Sidecar start() throws IOException {
        return startWith("");
    }

    /** Starts it with more to its configuration. */
    Sidecar startWith(String more) throws IOException {
        Sidecar started = Launched.from(CONFIGURATION.formatted(directory) + more);
        running = started;
        return started;
    }

    /** Moved into place, because the sidecar watches: half a file is a policy too. */
    void write(String policy) throws IOException {
        Files.createDirectories(directory.resolve("bundle"));
        Files.move(
                Files.writeString(directory.resolve("next.ccl"), policy),
                directory.resolve("bundle/policy.ccl"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        URI uri = URI.create("http://127.0.0.1:" + running.httpPort() + path);
        return web.send(HttpRequest.newBuilder(uri).timeout(PATIENT).build(), BodyHandlers.ofString());
    }

    static PosternClient client(String target) {
        return PosternClient.builder(target).deadline(PATIENT).build();
    }

    static ManagedChannel channel(Sidecar to) {
        return NettyChannelBuilder.forTarget(to.checks()).usePlaintext().build();
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
