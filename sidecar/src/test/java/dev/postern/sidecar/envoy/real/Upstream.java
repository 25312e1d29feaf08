package dev.postern.sidecar.envoy.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The application behind Envoy: answers {@code served} and remembers what reached it. */
final class Upstream implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    private Upstream(HttpServer server) {
        this.server = server;
    }

    static Upstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        Upstream upstream = new Upstream(server);
        server.createContext("/", upstream::serve);
        server.setExecutor(upstream.threads);
        server.start();
        return upstream;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The requests that came with {@code mark} in their path, oldest first. */
    List<Seen> with(String mark) {
        return seen.stream().filter(request -> request.path().contains(mark)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            seen.add(new Seen(exchange.getRequestURI().toString(), headers, body.length));
            byte[] answer = "served".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** A request as it arrived; header names in lower case. */
    record Seen(String path, Map<String, List<String>> headers, int bodyBytes) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }
}
