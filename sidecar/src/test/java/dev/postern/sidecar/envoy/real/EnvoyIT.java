package dev.postern.sidecar.envoy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and upstreams of a real Envoy see when the sidecar decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnvoyIT {

    private static final String SPIFFE = "spiffe://example.org/ns/shop/sa/web";

    /** Long enough for the first answers of a cold JVM on a busy machine. */
    private static final String PATIENT = "10s";

    private static final String POLICY = """
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

    private final HttpClient client = HttpClient.newHttpClient();

    private Path directory;
    private Path binary;
    private Token token;
    private Certificate certificate;
    private Upstream upstream;
    private Server grpcUpstream;
    private Gate gate;
    private BlackHole blackHole;
    private RealEnvoy envoy;
    private int http;
    private int https;
    private int unix;
    private int whole;
    private int partial;
    private int raw;
    private int down;
    private int slow;
    private int tcp;
    private int tcpDown;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        binary = RealParts.envoy();
        token = new Token();
        certificate = Certificate.create(SPIFFE);
        upstream = Upstream.start();
        grpcUpstream = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        gate = Gate.start(directory, POLICY, SETTINGS);
        blackHole = new BlackHole();
        choosePorts();
        int admin = Ports.free();
        envoy = RealEnvoy.start(binary, directory, configuration(admin), admin);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {envoy, gate, blackHole, upstream}) {
            if (part != null) {
                part.close();
            }
        }
        if (grpcUpstream != null) {
            grpcUpstream.shutdownNow();
        }
    }

    @Test
    void passesWhatPolicyPermits() throws Exception {
        HttpResponse<String> answer = get(http, "/open/one");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("served");
        assertThat(upstream.with("/open/one")).hasSize(1);
    }

    @Test
    void namesTheDecisionInDynamicMetadata() throws Exception {
        assertThat(get(http, "/open/named").headers().firstValue("x-seen-decision"))
                .hasValueSatisfying(id -> assertThat(id).isNotBlank().isNotEqualTo("-"));
    }

    @Test
    void refusesByDefaultAndTheUpstreamSeesNothing() throws Exception {
        assertThat(get(http, "/nowhere").statusCode()).isEqualTo(403);
        assertThat(upstream.with("/nowhere")).isEmpty();
    }

    @Test
    void refusesWithTheStatusHeadersAndBodyOfTheBundle() throws Exception {
        HttpResponse<String> answer = get(http, "/open/closed/door");

        assertThat(answer.statusCode()).isEqualTo(451);
        assertThat(answer.headers().allValues("x-denied-by")).containsExactly("postern");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("{\"error\":\"closed\"}");
        assertThat(upstream.with("/open/closed")).isEmpty();
    }

    @Test
    void redirectsWhereTheBundleSaysSo() throws Exception {
        HttpResponse<String> answer = get(http, "/login/now");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("https://sso.example/start");
    }

    @Test
    void takesThePrincipalFromTheTokenThatEnvoyVerified() throws Exception {
        assertThat(get(http, "/mine/a", "authorization", bearer("alice")).statusCode())
                .isEqualTo(200);
        assertThat(get(http, "/mine/b", "authorization", bearer("mallory")).statusCode())
                .isEqualTo(403);
        assertThat(get(http, "/mine/c").statusCode()).isEqualTo(403);
    }

    @Test
    void overwritesAnIdentityHeaderThatTheClientMadeUp() throws Exception {
        get(http, "/open/spoof", "authorization", bearer("alice"), "x-user", "root", "x-user", "admin");

        assertThat(upstream.with("/open/spoof").get(0).header("x-user")).containsExactly("alice");
    }

    @Test
    void removesAnIdentityHeaderWhenNobodyIsKnown() throws Exception {
        get(http, "/open/nobody", "x-user", "root");

        assertThat(upstream.with("/open/nobody").get(0).header("x-user")).isEmpty();
    }

    @Test
    void doesNotTakeThePrincipalFromAHeader() throws Exception {
        assertThat(get(http, "/mine/d", "x-user", "alice").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/open/%2e%2e/mine/x",
                "/open/../mine/x",
                "/open/a%2fb",
                "/open/a%5cb",
                "/open//b",
                "/open/a;v=1/b",
                "/open/a%00b",
                "/open/%252e%252e/b",
                "/open/%c0%af",
                "/open/./b"
            })
    void refusesPathsThatCanBeReadInTwoWays(String path) throws Exception {
        assertThat(rawStatus(path)).isEqualTo(400);
        assertThat(upstream.with(path)).isEmpty();
    }

    @Test
    void seesHeadersThatEnvoySendsRaw() throws Exception {
        assertThat(get(raw, "/open/raw").statusCode()).isEqualTo(200);
        assertThat(get(raw, "/mine/raw", "authorization", bearer("alice")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyBeyondWhatEnvoyHolds() throws Exception {
        assertThat(post(whole, "/open/large", "x".repeat(2048)).statusCode()).isEqualTo(413);
        assertThat(upstream.with("/open/large")).isEmpty();
    }

    @Test
    void refusesACutOffBodyWhereThePolicyAsksForIt() throws Exception {
        String cut = "{\"amount\":1,\"note\":\"" + "x".repeat(4096) + "\"}";

        assertThat(post(partial, "/orders", cut).statusCode()).isEqualTo(400);
        assertThat(post(partial, "/open/cut", cut).statusCode()).isEqualTo(200);
        assertThat(upstream.with("/open/cut").get(0).bodyBytes()).isEqualTo(cut.length());
    }

    @Test
    void readsAWholeJsonBody() throws Exception {
        assertThat(post(whole, "/orders", "{\"amount\":99}").statusCode()).isEqualTo(200);
        assertThat(post(whole, "/orders", "{\"amount\":100}").statusCode()).isEqualTo(403);
        assertThat(post(whole, "/orders", "{\"amount\":").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhenNoSidecarListens() throws Exception {
        assertThat(get(down, "/open/down").statusCode()).isEqualTo(403);
        assertThat(upstream.with("/open/down")).isEmpty();
    }

    @Test
    void refusesWhenTheSidecarDoesNotAnswerInTime() throws Exception {
        long start = System.nanoTime();

        assertThat(get(slow, "/open/slow").statusCode()).isEqualTo(403);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        assertThat(upstream.with("/open/slow")).isEmpty();
    }

    @Test
    void decidesOverAUnixSocket() throws Exception {
        assertThat(get(unix, "/open/unix").statusCode()).isEqualTo(200);
        assertThat(get(unix, "/nowhere").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void decidesOverTlsInEitherVersionOfHttp(Version version) throws Exception {
        HttpClient secure = HttpClient.newBuilder()
                .version(version)
                .sslContext(certificate.mutual())
                .build();
        HttpResponse<String> allowed =
                secure.send(request("https", https, "/peer/" + version), BodyHandlers.ofString());
        HttpResponse<String> denied = secure.send(request("https", https, "/open/closed/x"), BodyHandlers.ofString());

        assertThat(allowed.version()).isEqualTo(version);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(denied.statusCode()).isEqualTo(451);
        assertThat(denied.body()).isEqualTo("{\"error\":\"closed\"}");
    }

    @Test
    void knowsNoPeerWithoutACertificate() throws Exception {
        assertThat(get(http, "/peer/none").statusCode()).isEqualTo(403);
    }

    @Test
    void guardsAGrpcUpstream() throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", http).usePlaintext().build();
        try {
            HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
            HealthCheckResponse answer = health.check(HealthCheckRequest.getDefaultInstance());

            assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
            assertThatThrownBy(() -> health.watch(HealthCheckRequest.getDefaultInstance())
                            .next())
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            denied ->
                                    assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void decidesAboutConnectionsAtTheNetworkFilter() throws Exception {
        assertThat(rawExchange(tcp, "/open/l4")).contains("served");
        assertThat(rawExchange(tcpDown, "/open/l4-down")).isEmpty();
        assertThat(upstream.with("/open/l4-down")).isEmpty();
    }

    @Test
    void reloadsUnderTrafficWithoutAWrongAnswer() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Long>> traffic =
                java.util.stream.Stream.generate(() -> traffic(done)).limit(4).toList();
        for (int i = 0; i < 20; i++) {
            gate.replace(POLICY + "permit http.get on /changing/" + i + "\n");
            assertThat(get(http, "/changing/" + i).statusCode()).isEqualTo(200);
            assertThat(get(http, "/changing/" + (i + 1)).statusCode()).isEqualTo(403);
        }
        done.set(true);
        for (CompletableFuture<Long> requests : traffic) {
            assertThat(requests.get(10, TimeUnit.SECONDS)).isPositive();
        }
    }

    private void choosePorts() throws IOException {
        http = Ports.free();
        https = Ports.free();
        unix = Ports.free();
        whole = Ports.free();
        partial = Ports.free();
        raw = Ports.free();
        down = Ports.free();
        slow = Ports.free();
        tcp = Ports.free();
        tcpDown = Ports.free();
    }

    private String configuration(int admin) throws IOException {
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

    /** Asks in turn what is always allowed and always denied until done; the number of answers, all of them right. */
    private CompletableFuture<Long> traffic(AtomicBoolean done) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                long count = 0;
                for (; !done.get(); count += 2) {
                    assertThat(get(http, "/open/traffic").statusCode()).isEqualTo(200);
                    assertThat(get(http, "/nowhere").statusCode()).isEqualTo(403);
                }
                return count;
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private String bearer(String subject) throws Exception {
        return "Bearer " + token.of("{\"sub\":\"" + subject + "\"}");
    }

    private HttpResponse<String> get(int port, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(request("http", port, path), (name, value) -> true);
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int port, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(request("http", port, path), (name, value) -> true)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** HTTP/1.1: over clear text the client would ask for an upgrade to HTTP/2, which Envoy does not do. */
    private static HttpRequest request(String scheme, int port, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path));
        return scheme.equals("http") ? request.version(Version.HTTP_1_1).build() : request.build();
    }

    /** The status of a GET whose path is sent exactly as given. */
    private int rawStatus(String path) throws IOException {
        String answer = rawExchange(http, path);
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** All that comes back on a connection that sends one GET. */
    private static String rawExchange(int port, String path) throws IOException {
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
}
