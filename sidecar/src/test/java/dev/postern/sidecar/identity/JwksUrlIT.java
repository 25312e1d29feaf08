package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JwksUrlIT {

    private static final int MAX_BYTES = 4_096;
    private static final Duration SOON = Duration.ofMillis(500);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server = server();

    @BeforeEach
    void serve() {
        server.setExecutor(threads);
        server.createContext("/keys", exchange -> answer(exchange, 200, Jwts.jwks()));
        server.createContext("/huge", exchange -> answer(exchange, 200, "x".repeat(MAX_BYTES + 1)));
        server.createContext("/gone", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("location", "/keys");
            answer(exchange, 302, "");
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write('{');
                body.flush();
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void readsTheKeys() throws Exception {
        assertThat(at("/keys").read()).isEqualTo(Jwts.jwks());
    }

    @Test
    void refusesWhatIsTooLargeGoneElsewhereOrWithoutEnd() {
        assertThatIOException().isThrownBy(() -> at("/huge").read()).withMessageContaining("more than 4096 bytes");
        assertThatIOException().isThrownBy(() -> at("/gone").read()).withMessageContaining("status 404");
        assertThatIOException().isThrownBy(() -> at("/moved").read()).withMessageContaining("status 302");
        assertThatIOException().isThrownBy(() -> at("/endless").read()).withMessageContaining("within PT0.5S");
    }

    @Test
    void readsOnlyWhatNobodyOnTheWayCanChange() {
        for (String url : new String[] {
            "http://example.org/keys",
            "ftp://localhost/keys",
            "http://localhost.example.org/k",
            "https:///keys",
            "http://127.0.0.1@example.org/k"
        }) {
            assertThatIllegalArgumentException().as(url).isThrownBy(() -> JwksUrl.of(client, url, SOON, MAX_BYTES));
        }
    }

    private JwksUrl at(String path) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return JwksUrl.of(client, url, SOON, MAX_BYTES);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException leftEarly) {
            exchange.close();
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
