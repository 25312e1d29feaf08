package dev.postern.sidecar.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerIT {

    private static final int MAX_CONNECTIONS = 4;
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final byte[] BIG = "metric 1\n".repeat(20_000).getBytes(UTF_8);

    private static final byte[] HUGE = new byte[64 * 1024 * 1024];

    private final AtomicReference<List<String>> reasons = new AtomicReference<>(List.of());
    private final HttpListener listener = HttpListener.start(
            new HttpConfig(true, "127.0.0.1", 0, MAX_CONNECTIONS, 1024, TIMEOUT),
            Map.of(
                    "/healthz", HealthPages.alive(),
                    "/readyz", HealthPages.ready(reasons::get),
                    "/big", ask -> new HttpReply(200, "text/plain", BIG),
                    "/huge", ask -> new HttpReply(200, "text/plain", HUGE),
                    "/broken",
                            ask -> {
                                throw new IllegalStateException("not for clients");
                            }));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void readinessFollowsItsReasons() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}\n");

        reasons.set(List.of("no bundle is loaded", "a \"quote\""));
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body())
                .isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"no bundle is loaded\",\"a \\\"quote\\\"\"]}\n");
        assertThat(get("/healthz?verbose=1").body()).isEqualTo("{\"status\":\"alive\"}\n");
    }

    @Test
    void unknownPathsAreNotFoundAndFaultsTellNothing() throws Exception {
        HttpResponse<String> missing = get("/nowhere/..%2fhealthz");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("content-type")).contains("application/json");
        assertThat(missing.body()).isEqualTo("{\"error\":\"no such path\"}\n");

        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("not for clients");
    }

    @Test
    void compressesOnlyForThoseWhoAsk() throws Exception {
        String compressed = exchange(
                "GET /big HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip;q=0.5\r\nConnection: close\r\n\r\n");
        int body = compressed.indexOf("\r\n\r\n") + 4;
        assertThat(compressed).contains("content-encoding: gzip");
        byte[] bytes = compressed.substring(body).getBytes(ISO_8859_1);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
                .isEqualTo(BIG);

        assertThat(exchange("GET /big HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\nConnection: close\r\n\r\n"))
                .doesNotContain("content-encoding")
                .endsWith("metric 1\n");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws IOException {
        String reply = exchange("HEAD /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(reply).contains("content-length: " + BIG.length).endsWith("\r\n\r\n");
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String reply = exchange(
                "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /no HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(reply.indexOf("200 OK")).isNotNegative().isLessThan(reply.indexOf("404 Not Found"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /healthz HTTP/1.1#Host: a#Content-Length: 5##hello | 405",
                "DELETE /healthz HTTP/1.1#Host: a## | 405",
                "CONNECT a:1 HTTP/1.1#Host: a## | 405",
                "PRI * HTTP/2.0## | 405",
                "nonsense## | 400",
                "GET /healthz HTTP/1.1#Host: a#Content-Length: 1#Content-Length: 2## | 400",
                "GET /healthz HTTP/1.1#Host: a#Bad Name: x## | 400",
                "GET /healthz HTTP/1.1#Host: a#Content-Length: -1## | 400"
            })
    void refusesAndClosesOnHostileRequests(String request, int status) throws IOException {
        String reply = exchange(request.strip().replace("#", "\r\n"));

        assertThat(reply).startsWith("HTTP/1.1 " + status).contains("connection: close");
        assertThat(reply).endsWith("\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%s HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nX: %s\r\n\r\n"})
    void refusesOversizedRequests(String request) throws IOException {
        assertThat(exchange(request.replace("%s", "x".repeat(5_000)))).startsWith("HTTP/1.1 431");
    }

    @Test
    void aBodyIsNotReadAndEndsTheConnection() throws IOException {
        String first = "GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        String reply = exchange(first.concat("GET /no HTTP/1.1\r\nHost: a\r\n\r\n"));

        assertThat(reply).contains("200 OK").doesNotContain("404").contains("connection: close");
    }

    @Test
    void closesOnClientsThatTrickleOrIdle() throws Exception {
        try (Socket trickler = connect();
                Socket idler = connect()) {
            trickler.getOutputStream().write("GET /healthz HT".getBytes(ISO_8859_1));
            assertThat(trickler.getInputStream().read()).isEqualTo(-1);
            assertThat(idler.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesOnClientsThatDoNotTakeTheAnswer() throws Exception {
        try (Socket lazy = connect()) {
            lazy.getOutputStream().write("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(lazy.getInputStream().read()).isEqualTo('H');
            try (Socket later = connect()) {
                // Connected after the answer began, so when its time is over the other's is too.
                assertThat(later.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(lazy.getInputStream().transferTo(OutputStream.nullOutputStream()))
                    .isLessThan(HUGE.length);
        }
    }

    @Test
    void keepsAnsweringAfterConnectionsBeyondTheCapWereClosed() throws Exception {
        List<Socket> flood = new ArrayList<>();
        for (int i = 0; i < 4 * MAX_CONNECTIONS; i++) {
            flood.add(connect());
        }
        assertThat(read(flood.get(flood.size() - 1).getInputStream())).isEmpty();
        for (Socket socket : flood) {
            socket.close();
        }
        Awaitility.await().ignoreExceptions().until(() -> get("/healthz").statusCode() == 200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** What comes back until the listener closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                text.append(new String(bytes, 0, n, ISO_8859_1));
            }
        } catch (java.net.SocketException e) {
            return text.toString(); // a reset ends the connection too
        }
        return text.toString();
    }
}
