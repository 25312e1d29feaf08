package dev.postern.sidecar.envoy.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Possession;
import dev.postern.capability.TokenText;
import dev.postern.crypto.Sha256;
import dev.postern.sidecar.identity.Jwts;
import dev.postern.sidecar.identity.SampleTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who asks through a real Envoy, which passes on what its clients show: tokens, and certificates of their own and others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdentityIT {

    private static final String WEB = "spiffe://example.org/ns/shop/sa/web";
    private static final String INGRESS = "spiffe://example.org/ingress";

    private static final String POLICY = """
            permit http.get on '/alice/**' when principal.id = 'user:alice'
            permit http.get on '/web/**' when principal.id = 'spiffe://example.org/ns/shop/sa/web'
            permit http.get on '/docs/**' when principal.id = 'agent-7' and capability.bound = true
            """;

    private static final String IDENTITY = """
            identity:
              peer: {trust_domains: [example.org], forwarders: ['spiffe://example.org/ingress']}
              jwt:
                issuers: [{issuer: 'https://issuer.example', audiences: [postern], jwks: '%s', prefix: 'user:'}]
            capability:
              issuers: [{name: acme, keys: ['%s']}]
              audience: [postern]
            """;

    private Certificate web;
    private Certificate ingress;
    private Upstream upstream;
    private Gate gate;
    private RealEnvoy envoy;
    private int http;
    private int stripping;
    private int forwarding;
    private int appending;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        web = Certificate.create(WEB);
        ingress = Certificate.create(INGRESS);
        upstream = Upstream.start();
        Path keys = Files.writeString(directory.resolve("keys.json"), Jwts.jwks());
        gate = Gate.start(
                directory,
                POLICY,
                "",
                IDENTITY.formatted(keys, SampleTokens.ISSUER.publicKey().hex()));
        http = Ports.free();
        stripping = Ports.free();
        forwarding = Ports.free();
        appending = Ports.free();
        int admin = Ports.free();
        envoy = RealEnvoy.start(RealParts.envoy(), directory, configuration(directory, admin), admin);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {envoy, gate, upstream}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void aJsonWebTokenThatTheSidecarVerifiesNamesThePrincipal() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long now = System.currentTimeMillis();
        String good = "Bearer " + Jwts.of("alice", now);

        assertThat(get(client, "http", http, "/alice/1", "authorization", good)).isEqualTo(200);
        assertThat(upstream.with("/alice/1").get(0).header("x-user")).containsExactly("user:alice");
        assertThat(get(client, "http", http, "/alice/2", "authorization", "Bearer " + Jwts.of("bob", now)))
                .isEqualTo(403);
        assertThat(get(client, "http", http, "/alice/3", "authorization", "Bearer " + Jwts.of("alice", 0)))
                .isNotEqualTo(200);
        assertThat(get(client, "http", http, "/alice/4", "authorization", good.substring(0, good.length() - 8)))
                .isNotEqualTo(200);
        assertThat(get(client, "http", http, "/alice/5")).isEqualTo(403);
    }

    @Test
    void aForwardedCertificateCountsFromAForwarderOfEnvoysAlone() throws Exception {
        assertThat(get(mutual(ingress), "https", forwarding, "/web/1", "x-forwarded-client-cert", "URI=" + WEB))
                .isEqualTo(200);
        assertThat(get(mutual(ingress), "https", appending, "/web/2", "x-forwarded-client-cert", "URI=" + WEB))
                .isEqualTo(200);
        assertThat(get(mutual(ingress), "https", forwarding, "/web/3")).isEqualTo(403);
        assertThat(get(mutual(ingress), "https", stripping, "/web/4", "x-forwarded-client-cert", "URI=" + WEB))
                .as("Envoy strips it")
                .isEqualTo(403);
        assertThat(get(mutual(web), "https", forwarding, "/web/5", "x-forwarded-client-cert", "URI=" + INGRESS))
                .as("of anybody else it is not looked at")
                .isEqualTo(200);
        assertThat(get(HttpClient.newHttpClient(), "http", http, "/web/6", "x-forwarded-client-cert", "URI=" + WEB))
                .as("nor where nobody showed a certificate")
                .isEqualTo(403);
    }

    @Test
    void aTokenThatIsBoundToACertificateCountsWithThatCertificateAlone() throws Exception {
        String token = "Bearer "
                + TokenText.print(new SampleTokens(Instant.now().getEpochSecond())
                        .issue(
                                "t-1",
                                new Possession(
                                        null,
                                        false,
                                        Sha256.of(
                                                web.certificate().getPublicKey().getEncoded()))));

        assertThat(get(mutual(web), "https", stripping, "/docs/1", "authorization", token))
                .isEqualTo(200);
        assertThat(get(mutual(ingress), "https", stripping, "/docs/2", "authorization", token))
                .isEqualTo(401);
        assertThat(get(HttpClient.newHttpClient(), "http", http, "/docs/3", "authorization", token))
                .isEqualTo(401);
        assertThat(get(
                        mutual(ingress),
                        "https",
                        forwarding,
                        "/docs/4",
                        "authorization",
                        token,
                        "x-forwarded-client-cert",
                        "URI=" + WEB))
                .as("whom a forwarder names has shown no key")
                .isEqualTo(401);
    }

    private String configuration(Path directory, int admin) throws IOException {
        Path certificate = web.writeCertificate(directory.resolve("certificate.pem"));
        Path key = web.writeKey(directory.resolve("key.pem"));
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                Files.readString(certificate)
                        + Files.readString(ingress.writeCertificate(directory.resolve("ingress.pem"))));
        return new EnvoyTemplate()
                .http(http, "gate", "10s", "")
                .https(stripping, "gate", certificate, key, both)
                .forwarding("FORWARD_ONLY")
                .https(forwarding, "gate", certificate, key, both)
                .forwarding("APPEND_FORWARD")
                .https(appending, "gate", certificate, key, both)
                .http1Cluster("web", upstream.port())
                .http2Cluster("grpc", Ports.free())
                .http2Cluster("gate", gate.port())
                .build(admin);
    }

    /** Shows that certificate. Envoy shows one too, which is {@code web}'s. */
    private HttpClient mutual(Certificate shown) throws Exception {
        return HttpClient.newBuilder().sslContext(shown.mutual(web)).build();
    }

    private static int get(HttpClient client, String scheme, int port, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1);
        HttpRequest built =
                headers.length == 0 ? request.build() : request.headers(headers).build();
        return client.send(built, BodyHandlers.ofString()).statusCode();
    }
}
