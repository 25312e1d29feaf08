package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The generators against a no-op server in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoadIT {

    private ServerProcess noop;

    @BeforeAll
    void start(@TempDir Path logs) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        noop = new Servers(java, List.of("-XX:+UseSerialGC", "-Xmx64m"), logs, logs).noop();
    }

    @AfterAll
    void stop() {
        noop.close();
    }

    @Test
    void closedLoopGetsAnAnswerToEveryQuestion() throws Exception {
        for (Question question : Questions.ALL) {
            try (Connections connections = new Connections(noop.port(), 2)) {
                Load load = ClosedLoop.run(connections, 4, question, Duration.ofMillis(200));

                assertThat(load.orThrow("noop").completed())
                        .isEqualTo(load.latencies().getTotalCount());
            }
        }
    }

    @Test
    void openLoopAsksAsOftenAsItWasTold() throws Exception {
        try (Connections connections = new Connections(noop.port(), 2)) {
            Load load = OpenLoop.run(connections, Questions.DECIDE, 500, Duration.ofMillis(400));

            assertThat(load.completed()).isEqualTo(200);
            assertThat(load.nanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(398).toNanos());
        }
    }

    @Test
    void callsThatFailAreNotCountedAsAnswers() throws Exception {
        Question unknown = new Question(
                "unknown",
                Bytes.raw(io.grpc.health.v1.HealthGrpc.getCheckMethod()).toBuilder()
                        .setFullMethodName("nobody.Home/Check")
                        .build(),
                com.google.protobuf.ByteString.EMPTY,
                answer -> true);
        try (Connections connections = new Connections(noop.port(), 1)) {
            Load load = OpenLoop.run(connections, unknown, 1_000, 10);

            assertThat(load.failed()).isEqualTo(10);
            assertThatThrownBy(() -> load.orThrow("noop")).hasMessageContaining("10 calls failed");
        }
    }

    @Test
    void theServersTimeAndMemoryAreTold() throws Exception {
        assertThat(noop.cpu()).isPositive();
        assertThat(noop.residentBytes()).isBetween(10L << 20, 1L << 30);
        assertThat(noop.startToReady()).isPositive();
    }
}
