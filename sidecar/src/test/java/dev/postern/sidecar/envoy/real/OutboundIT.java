package dev.postern.sidecar.envoy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.sidecar.Sidecar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves through a real Envoy, by the configurations we ship, and what comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutboundIT {

    private static final String POLICY = """
            permit egress.connect on '/127.0.0.1/**'
            deny egress.connect on '/127.0.0.1/closed/**'
            permit egress.connect on '/127.0.0.1/posts/**' when request.method = 'POST'
            permit egress.send on '/127.0.0.1/mail/**' when egress.findings.secrets = 0
            """;

    private static final String DUPLEX = "FULL_DUPLEX_STREAMED";
    private static final String MAIL = "write to ada@lovelace.org today";
    private static final String REDACTED = "write to [EMAIL_REDACTED] today";
    private static final String SECRET = "export GITHUB_TOKEN=ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";

    private Destination destination;
    private Sidecar sidecar;
    private RealEnvoy processing;
    private RealEnvoy authorizing;
    private RealEnvoy alone;
    private int processed;
    private int authorized;
    private int unanswered;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path binary = RealParts.envoy();
        destination = Destination.start();
        sidecar = WayOut.sidecar(directory, POLICY, destination);
        int gate = WayOut.port(sidecar);
        processed = Ports.free();
        authorized = Ports.free();
        unanswered = Ports.free();
        processing = WayOut.envoy(binary, directory, "envoy-egress.yaml", DUPLEX, processed, gate);
        authorizing = WayOut.envoy(binary, directory, "envoy-egress-ext-authz.yaml", DUPLEX, authorized, gate);
        alone = WayOut.envoy(binary, directory, "envoy-egress.yaml", DUPLEX, unanswered, Ports.free());
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {processing, authorizing, alone, sidecar, destination}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"envoy-egress.yaml", "envoy-egress-ext-authz.yaml"})
    void envoyAcceptsTheConfigurationsWeShip(String name) throws Exception {
        Path file = RealParts.ROOT.resolve("deploy/envoy").resolve(name);

        assertThat(RealEnvoy.validate(RealParts.envoy(), file)).startsWith("0 ");
    }

    @Test
    void cleanContentsPassAsTheyAre() throws Exception {
        assertThat(post(processed, "/clean", "hello").body()).isEqualTo("served");
        assertThat(destination.body("/clean")).isEqualTo("hello");
        assertThat(get(processed, "/bodiless", "").body()).isEqualTo("served");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1000", "3000000, 50000"})
    void contentsOfAnySizePassUnchanged(int size, int seed) throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(seed);
        while (text.length() < size) {
            text.append((char) ('a' + random.nextInt(26))).append(random.nextInt(7) == 0 ? " " : "");
        }
        assertThat(post(processed, "/sized/" + size, text.toString()).statusCode())
                .isEqualTo(200);
        assertThat(destination.body("/sized/" + size)).isEqualTo(text.toString());
    }

    @Test
    void personalDataIsRedactedOnItsWay() throws Exception {
        assertThat(post(processed, "/redacted", MAIL).statusCode()).isEqualTo(200);
        assertThat(destination.body("/redacted")).isEqualTo(REDACTED);
    }

    @Test
    void aRuleMayLetItPass() throws Exception {
        assertThat(post(processed, "/mail/x", MAIL).statusCode()).isEqualTo(200);
        assertThat(destination.body("/mail/x")).isEqualTo(MAIL);
    }

    @Test
    void aSecretStaysAndTheClientIsTold() throws Exception {
        HttpResponse<String> answer = post(processed, "/secret", SECRET);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-postern-decision-id")).isPresent();
        assertThat(destination.body("/secret")).doesNotContain("ghp_");
    }

    @ParameterizedTest
    @CsvSource({
        "/closed/x, 403",
        "/closed/../open, 200",
        "/a/%2e%2e/b, 200",
        "/posts/x, 200",
        "/?q=ada@lovelace.org, 403"
    })
    void destinationsAreJudgedBeforeAnythingLeaves(String path, int status) throws Exception {
        assertThat(get(processed, path, "").statusCode()).isEqualTo(status);
        assertThat(get(authorized, path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void anotherDestinationIsNotReached() throws Exception {
        HttpRequest elsewhere = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + processed + "/"))
                .build();
        assertThat(WayOut.send(processed, elsewhere, BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x-pieces"})
    void answersAreRedactedOnTheirWayBack(String pieces) throws Exception {
        assertThat(get(processed, "/back", MAIL, pieces).body()).isEqualTo(REDACTED);
    }

    @Test
    void anAnswerWithASecretDoesNotComeBack() throws Exception {
        HttpResponse<String> answer = get(processed, "/back", SECRET);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("ghp_");
    }

    @Test
    void anAnswerThatBeganIsCutOffAtASecret() {
        assertThatThrownBy(() -> get(processed, "/long", SECRET, "x-long")).isInstanceOf(IOException.class);
    }

    @Test
    void withoutASidecarNothingLeaves() throws Exception {
        assertThat(post(unanswered, "/alone", "hello").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(destination.saw("/alone")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"hello, 200", MAIL + ", 403", "ghp_16C7e42F292c6912E7710c838347Ae178B4a, 403"})
    void extAuthzSeesTheWholeRequestAndRedactsNothing(String content, int status) throws Exception {
        String path = "/authorized/" + content.length();
        assertThat(post(authorized, path, content).statusCode()).isEqualTo(status);
        assertThat(destination.saw(path)).isEqualTo(status == 200);
    }

    @Test
    void whatExtAuthzCannotSeeWholeIsRefused() throws Exception {
        assertThat(post(authorized, "/authorized/long", "x".repeat(70_000)).statusCode())
                .isEqualTo(413);
        assertThat(destination.saw("/authorized/long")).isFalse();
    }

    private HttpResponse<String> get(int port, String path, String say, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, headers);
        return WayOut.send(
                port, (say.isEmpty() ? request : request.header("x-say", say)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int port, String path, String body, String... headers) throws Exception {
        return WayOut.send(
                port, request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + destination.port() + path));
        for (String header : headers) {
            if (!header.isEmpty()) {
                request.header(header, "yes");
            }
        }
        return request;
    }
}
