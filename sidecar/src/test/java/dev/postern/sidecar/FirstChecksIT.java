package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first thousand checks of a sidecar that has warmed up as it does in service. */
@Timeout(60)
final class FirstChecksIT {

    private static final int CHECKS = 1_000;
    /** An alarm, not a promise: what is promised is measured, by {@code loadtest/run footprint}. */
    private static final Duration ALARM = Duration.ofSeconds(1);

    @Test
    void noneOfThemTakesASecond(@TempDir Path directory, TestReporter report) throws Exception {
        Path bundle = Files.writeString(directory.resolve("policy.ccl"), "permit read on '/docs/**'\n");
        try (Sidecar sidecar = Launched.from("""
                        bundle: {path: '%s', watch: false}
                        state_dir: '%s'
                        listen: {grpc: '127.0.0.1:0', http: 'off'}
                        """.formatted(bundle, directory));
                PosternClient client = PosternClient.builder(sidecar.checks())
                        .deadline(Duration.ofSeconds(10))
                        .build()) {
            long slowest = 0;
            for (int i = 0; i < CHECKS; i++) {
                CheckRequest check = CheckRequest.of("read", "/docs/" + i).principal("alice");
                long start = System.nanoTime();
                assertThat(client.check(check).allowed()).isTrue();
                slowest = Math.max(slowest, System.nanoTime() - start);
            }
            // The first of them opens the connection.
            report.publishEntry("slowest of the first " + CHECKS + " checks", slowest / 1_000 + " µs");
            assertThat(Duration.ofNanos(slowest)).isLessThan(ALARM);
        }
    }
}
