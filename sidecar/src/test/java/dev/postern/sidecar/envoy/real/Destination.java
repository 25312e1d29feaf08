package dev.postern.sidecar.envoy.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.sidecar.egress.Packed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where contents go: remembers the bodies it got by path, and answers with the text of the header {@code x-say},
 * after many words where there is {@code x-long}, in pieces where there is {@code x-pieces}, in gzip where there is
 * {@code x-packed}.
 */
final class Destination implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Map<String, String> heads = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    private Destination(HttpServer server) {
        this.server = server;
    }

    static Destination start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        Destination destination = new Destination(server);
        server.createContext("/", destination::serve);
        server.setExecutor(destination.threads);
        server.start();
        return destination;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Whether a request for a path began to arrive. */
    boolean saw(String path) {
        return bodies.containsKey(path);
    }

    String body(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    byte[] bytes(String path) {
        return bodies.getOrDefault(path, new byte[0]);
    }

    /** The {@code content-encoding} and {@code content-length} that came with a path. */
    String head(String path) {
        return heads.getOrDefault(path, "");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            bodies.put(path, new byte[0]);
            heads.put(
                    path,
                    exchange.getRequestHeaders().getFirst("content-encoding")
                            + " "
                            + exchange.getRequestHeaders().getFirst("content-length"));
            bodies.put(path, exchange.getRequestBody().readAllBytes());
            String say = exchange.getRequestHeaders().getFirst("x-say");
            String before = exchange.getRequestHeaders().containsKey("x-long") ? "word ".repeat(200_000) : "";
            byte[] answer = (before + (say == null ? "served" : say)).getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestHeaders().containsKey("x-packed")) {
                answer = Packed.gzip(answer);
                exchange.getResponseHeaders().set("content-encoding", "gzip");
            }
            boolean pieces = exchange.getRequestHeaders().containsKey("x-pieces");
            exchange.sendResponseHeaders(200, pieces ? 0 : answer.length);
            for (int at = 0; at < answer.length; at += pieces ? 3 : answer.length) {
                exchange.getResponseBody().write(answer, at, Math.min(pieces ? 3 : answer.length, answer.length - at));
                exchange.getResponseBody().flush();
            }
        }
    }
}
