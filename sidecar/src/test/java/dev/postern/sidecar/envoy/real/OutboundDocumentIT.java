package dev.postern.sidecar.envoy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does as docs/egress.md says under "Through Envoy" sees what it says. */
final class OutboundDocumentIT {

    private static final Pattern REQUEST = Pattern.compile(
            "(?m)^curl -i -x 127\\.0\\.0\\.1:10001 (?:-d '([^']*)' )?'?http://127\\.0\\.0\\.1:8080(/[^ ']*)'? +# ([0-9]{3})(?:,? (.*))?$");

    @TempDir
    Path directory;

    @Test
    void itsRequestsAreAnsweredAsItSays() throws Exception {
        Path binary = RealParts.envoy();
        String document = Files.readString(RealParts.ROOT.resolve("docs/egress.md"));
        String section = document.substring(document.indexOf("## Through Envoy"), document.indexOf("## Certificate"));
        Files.writeString(
                Files.createDirectory(directory.resolve("bundle")).resolve("egress.ccl"), block(section, "ccl"));
        List<MatchResult> requests = REQUEST.matcher(section).results().toList();
        assertThat(requests).hasSize(5);
        int site = Ports.free();
        int envoy = Ports.free();
        Process server = server(section, site);
        try (Sidecar sidecar = Launched.from(settings(block(section, "yaml"), site));
                RealEnvoy running = envoy(binary, section, envoy, sidecar)) {
            for (MatchResult request : requests) {
                HttpResponse<String> answer = ask(envoy, site, request);
                assertThat(Integer.toString(answer.statusCode()))
                        .as(request.group())
                        .isEqualTo(request.group(3));
                if ("200".equals(request.group(3))) {
                    assertThat(answer.body().strip()).isEqualTo(request.group(4));
                }
            }
            assertThat(running.stat("http.egress.ext_proc.streams_failed")).isZero();
        } finally {
            server.destroy();
        }
    }

    private static String block(String section, String language) {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(section);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String line(String section, String start) {
        return section.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private String settings(String document, int site) {
        return document.replace("path: bundle", "path: '" + directory.resolve("bundle") + "'")
                        .replace("8080", Integer.toString(site))
                + "state_dir: '" + directory.resolve("state") + "'\n"
                + "listen: {grpc: '127.0.0.1:0', http: 'off'}\nwarm_up: {checks: 0}\n";
    }

    private Process server(String section, int port) throws Exception {
        run(line(section, "mkdir site"));
        Process server = start(line(section, "python3").replace("8080", Integer.toString(port)));
        await("python3").atMost(Duration.ofSeconds(20)).until(() -> listens(port));
        return server;
    }

    /** The file that the document makes, with ports that are free and patience for a cold JVM. */
    private RealEnvoy envoy(Path binary, String section, int port, Sidecar sidecar) throws Exception {
        String address = sidecar.checks();
        run(line(section, "sed")
                .replace("deploy/envoy", RealParts.ROOT.resolve("deploy/envoy").toString()));
        int admin = Ports.free();
        String configuration = Files.readString(directory.resolve("egress.yaml"))
                .replace("port_value: 9902", "port_value: " + admin)
                .replace("port_value: 10001", "port_value: " + port)
                .replace("port_value: 8181", "port_value: " + address.substring(address.lastIndexOf(':') + 1))
                .replace("message_timeout: 5s", "message_timeout: 20s");
        return RealEnvoy.start(binary, directory, configuration, admin);
    }

    private static HttpResponse<String> ask(int envoy, int site, MatchResult asked) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site + asked.group(2)));
        if (asked.group(1) != null) {
            request.POST(BodyPublishers.ofString(asked.group(1)));
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), envoy)))
                .build()
                .send(request.build(), BodyHandlers.ofString());
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void run(String command) throws Exception {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private Process start(String command) throws IOException {
        return new ProcessBuilder(
                        "sh", "-euc", "exec 2>&1; " + (command.startsWith("python3") ? "exec " : "") + command)
                .directory(directory.toFile())
                .start();
    }
}
