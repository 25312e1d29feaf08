package dev.postern.sidecar.envoy.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does as docs/ext-authz.md says, with its policy and the configuration of Envoy that we ship, sees what it says. */
final class ExtAuthzDocumentIT {

    private static final Pattern POLICY = Pattern.compile("(?s)```ccl\n(.*?)```");
    private static final Pattern REQUEST = Pattern.compile(
            "(?m)^curl -i (?:-X (\\w+) )?(?:--path-as-is )?'?http://127\\.0\\.0\\.1:10000(/[^ ']*)'? +# ([0-9]{3})");

    @TempDir
    Path directory;

    @Test
    void itsRequestsAreAnsweredAsItSays() throws Exception {
        Path binary = RealParts.envoy();
        String document = Files.readString(RealParts.ROOT.resolve("docs/ext-authz.md"));
        Matcher policy = POLICY.matcher(document);
        assertThat(policy.find()).isTrue();
        List<MatchResult> requests = REQUEST.matcher(document).results().toList();
        assertThat(requests).hasSize(5);
        int admin = Ports.free();
        int ingress = Ports.free();
        try (Upstream application = Upstream.start();
                Gate gate = Gate.start(directory, policy.group(1), "");
                RealEnvoy envoy = RealEnvoy.start(
                        binary, directory, shipped(admin, ingress, application.port(), gate.port()), admin)) {
            for (MatchResult request : requests) {
                String method = request.group(1) == null ? "GET" : request.group(1);
                assertThat(status(ingress, method, request.group(2)))
                        .as(request.group())
                        .isEqualTo(request.group(3));
            }
            assertThat(envoy.stat("http.ingress.ext_authz.ok")).isOne();
            assertThat(envoy.stat("http.ingress.ext_authz.denied")).isEqualTo(3);
            assertThat(envoy.stat("http.ingress.ext_authz.error")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"envoy-ext-authz.yaml", "envoy-ext-authz-uds.yaml"})
    void envoyAcceptsTheConfigurationsWeShip(String name) throws Exception {
        Path file = RealParts.ROOT.resolve("deploy/envoy").resolve(name);

        assertThat(RealEnvoy.validate(RealParts.envoy(), file)).startsWith("0 ");
    }

    /** The file we ship with ports that are free and a timeout for the first answers of a cold JVM. */
    private static String shipped(int admin, int ingress, int application, int gate) throws IOException {
        return Files.readString(RealParts.ROOT.resolve("deploy/envoy/envoy-ext-authz.yaml"))
                .replace("port_value: 9901", "port_value: " + admin)
                .replace("0.0.0.0, port_value: 10000", "127.0.0.1, port_value: " + ingress)
                .replace("port_value: 8080", "port_value: " + application)
                .replace("timeout: 0.2s", "timeout: 10s")
                .replace("port_value: 8181", "port_value: " + gate);
    }

    /** The path goes over the wire as it is written. */
    private static String status(int port, String method, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = method + " " + path + " HTTP/1.1\r\nhost: 127.0.0.1:10000\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return answer.substring(9, 12);
        }
    }
}
