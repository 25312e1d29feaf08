package dev.postern.sidecar.envoy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.egress.Packed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed contents on their way through a real Envoy, in each body mode that shows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompressedIT {

    private static final String AUTHORIZED = "ext_authz";
    private static final List<String> MODES = List.of("FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED");
    private static final String MAIL = "write to ada@lovelace.org today";
    private static final String REDACTED = "write to [EMAIL_REDACTED] today";
    private static final String SECRET = "export GITHUB_TOKEN=ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private Destination destination;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path binary = RealParts.envoy();
        destination = Destination.start();
        parts.add(destination);
        Sidecar sidecar = WayOut.sidecar(directory, "permit egress.connect on '/127.0.0.1/**'", destination);
        parts.add(sidecar);
        for (String mode : MODES) {
            start(binary, directory, "envoy-egress.yaml", mode, mode, WayOut.port(sidecar));
        }
        start(binary, directory, "envoy-egress-ext-authz.yaml", "", AUTHORIZED, WayOut.port(sidecar));
    }

    private void start(Path binary, Path directory, String file, String mode, String name, int gate)
            throws IOException {
        ports.put(name, Ports.free());
        parts.add(WayOut.envoy(binary, directory, file, mode, ports.get(name), gate));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED", AUTHORIZED})
    void aCleanBodyArrivesByteForByteAsItWasSent(String mode) throws Exception {
        byte[] packed = Packed.gzip("the council met, and met again".getBytes(UTF_8));
        assertThat(post(mode, "/clean/" + mode, "gzip", packed).statusCode()).isEqualTo(200);
        assertThat(destination.bytes("/clean/" + mode)).isEqualTo(packed);
        assertThat(destination.head("/clean/" + mode)).startsWith("gzip ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED"})
    void aLargeBodyArrivesToo(String mode) throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(50_000);
        while (text.length() < 2_000_000) {
            text.append((char) ('a' + random.nextInt(26))).append(random.nextInt(7) == 0 ? " " : "");
        }
        byte[] packed = Packed.gzip(text.toString().getBytes(UTF_8));
        boolean fits = !mode.equals("BUFFERED");
        HttpResponse<byte[]> answer = post(mode, "/large/" + mode, "gzip", packed);
        assertThat(answer.statusCode()).isEqualTo(fits ? 200 : 413);
        assertThat(destination.bytes("/large/" + mode)).isEqualTo(fits ? packed : new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED"})
    void aRedactedBodyArrivesInTheSameCoding(String mode) throws Exception {
        assertThat(post(mode, "/mail/" + mode, "gzip", Packed.gzip(MAIL.getBytes(UTF_8)))
                        .statusCode())
                .isEqualTo(200);
        byte[] arrived = destination.bytes("/mail/" + mode);
        assertThat(new String(Packed.gunzip(arrived), UTF_8)).isEqualTo(REDACTED);
        assertThat(destination.head("/mail/" + mode)).isIn("gzip " + arrived.length, "gzip null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED", AUTHORIZED})
    void aSecretInsideIsFoundAndStays(String mode) throws Exception {
        assertThat(post(mode, "/secret/" + mode, "gzip", Packed.gzip(SECRET.getBytes(UTF_8)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(destination.bytes("/secret/" + mode)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED", AUTHORIZED})
    void whatCannotBeDecodedIsRefused(String mode) throws Exception {
        byte[] noise = "no gzip at all".getBytes(UTF_8);
        assertThat(post(mode, "/noise/" + mode, "gzip", noise).statusCode()).isEqualTo(403);
        assertThat(post(mode, "/noise/" + mode, "br", noise).statusCode()).isEqualTo(403);
        assertThat(destination.bytes("/noise/" + mode)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED"})
    void anAnswerIsRedactedOnItsWayBack(String mode) throws Exception {
        HttpResponse<byte[]> answer = get(mode, MAIL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(new String(Packed.gunzip(answer.body()), UTF_8)).isEqualTo(REDACTED);
        assertThat(get(mode, "clean").body()).isEqualTo(Packed.gzip("clean".getBytes(UTF_8)));
    }

    @Test
    void anAnswerWithASecretInsideDoesNotComeBack() throws Exception {
        assertThat(get("FULL_DUPLEX_STREAMED", SECRET).statusCode()).isEqualTo(403);
    }

    private HttpResponse<byte[]> post(String mode, String path, String coding, byte[] body) throws Exception {
        HttpRequest request = request(path)
                .header("content-encoding", coding)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return WayOut.send(Objects.requireNonNull(ports.get(mode)), request, BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String mode, String say) throws Exception {
        HttpRequest request =
                request("/back").header("x-say", say).header("x-packed", "yes").build();
        return WayOut.send(Objects.requireNonNull(ports.get(mode)), request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + destination.port() + path));
    }
}
