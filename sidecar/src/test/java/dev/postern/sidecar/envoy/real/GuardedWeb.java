package dev.postern.sidecar.envoy.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real Envoy in front of one upstream, that asks the sidecar in another way on each of its ports. */
final class GuardedWeb {

    private static final String SPIFFE = "spiffe://example.org/ns/shop/sa/web";

    /** Long enough for the first answers of a cold JVM on a busy machine. */
    private static final String PATIENT = "10s";

    static final String POLICY = """
            permit http.get on '/open/**'
            permit http.post on '/open/**'
            deny http.get on '/open/closed/**' severity critical
            permit http.get on '/mine/**' when principal.id = 'alice'
            permit http.get on '/peer/**' when source.principal = 'spiffe://example.org/ns/shop/sa/web'
            permit http.post on '/orders' when request.body.amount < 100
            permit http.post on '/grpc.health.v1.Health/Check'
            permit connection.open on '**'
            """;

    private static final String SETTINGS = """
            deny:
              - {resource: /login/**, redirect: 'https://sso.example/start'}
              - resource: /open/closed/**
                status: 451
                headers: {x-denied-by: postern, set-cookie: [a=1, b=2]}
                body: '{"error":"closed"}'
            """;

    final Upstream upstream;
    final Certificate certificate;
    final Gate gate;
    final int http = Ports.free();
    final int https = Ports.free();
    /** Asks over a Unix socket. */
    final int unix = Ports.free();
    /** Sends bodies that fit. */
    final int whole = Ports.free();
    /** Sends as much of a body as fits. */
    final int partial = Ports.free();
    /** Sends headers raw. */
    final int raw = Ports.free();
    /** Asks where nobody listens. */
    final int down = Ports.free();
    /** Asks where nobody answers. */
    final int slow = Ports.free();
    /** Asks about connections, not requests. */
    final int tcp = Ports.free();

    final int tcpDown = Ports.free();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Token token = new Token();
    private final Server grpcUpstream;
    private final BlackHole blackHole = new BlackHole();
    private final RealEnvoy envoy;

    private GuardedWeb(Path binary, Path directory) throws Exception {
        certificate = Certificate.create(SPIFFE);
        upstream = Upstream.start();
        grpcUpstream = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        gate = Gate.start(directory, POLICY, SETTINGS);
        int admin = Ports.free();
        envoy = RealEnvoy.start(binary, directory, configuration(directory, admin), admin);
    }

    static GuardedWeb start(Path directory) throws Exception {
        return new GuardedWeb(RealParts.envoy(), directory);
    }

    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {envoy, gate, blackHole, upstream}) {
            part.close();
        }
        grpcUpstream.shutdownNow();
    }

    String bearer(String subject) throws Exception {
        return "Bearer " + token.of("{\"sub\":\"" + subject + "\"}");
    }

    HttpResponse<String> get(int port, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(request("http", port, path), (name, value) -> true);
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(int port, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(request("http", port, path), (name, value) -> true)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** HTTP/1.1: over clear text the client would ask for an upgrade to HTTP/2, which Envoy does not do. */
    static HttpRequest request(String scheme, int port, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path));
        return scheme.equals("http") ? request.version(Version.HTTP_1_1).build() : request.build();
    }

    /** The status of a GET whose path is sent exactly as given. */
    int rawStatus(String path) throws IOException {
        String answer = rawExchange(http, path);
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** All that comes back on a connection that sends one GET. */
    String rawExchange(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    private String configuration(Path directory, int admin) throws IOException {
        return new EnvoyTemplate()
                .before(token.filter())
                .http(http, "gate", PATIENT, "")
                .https(
                        https,
                        "gate",
                        certificate.writeCertificate(directory.resolve("certificate.pem")),
                        certificate.writeKey(directory.resolve("key.pem")))
                .http(unix, "gate_unix", PATIENT, "")
                .http(whole, "gate", PATIENT, "with_request_body: {max_request_bytes: 1024}")
                .http(
                        partial,
                        "gate",
                        PATIENT,
                        "with_request_body: {max_request_bytes: 1024, allow_partial_message: true}")
                .http(raw, "gate", PATIENT, "encode_raw_headers: true")
                .http(down, "nobody", PATIENT, "")
                .http(slow, "black_hole", "0.2s", "")
                .tcp(tcp, "gate")
                .tcp(tcpDown, "nobody")
                .http1Cluster("web", upstream.port())
                .http2Cluster("grpc", grpcUpstream.getPort())
                .http2Cluster("gate", gate.port())
                .http2Cluster("gate_unix", gate.socket())
                .http2Cluster("nobody", Ports.free())
                .http2Cluster("black_hole", blackHole.port())
                .build(admin);
    }
}
