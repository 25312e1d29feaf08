package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamMemoryTest {

    @ParameterizedTest
    @CsvSource({
        // Looked at to the end.
        "clean, 20m, ALLOW policy.permit 104857600",
        // Beyond the largest content, of which policy lets the rest leave.
        "unseen, 20m, ALLOW policy.permit 104857600",
        // One run that is held back and decoded as far as may be, and then let go.
        "base64, 80m, ALLOW policy.permit 104857600"
    })
    void aStreamOfAHundredMegabytesNeedsAHeapOfAFew(String kind, String heap, String answer) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamMemory.class.getName(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo(answer);
        assertThat(process.waitFor()).isZero();
    }
}
