package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.client.AdminClient;
import dev.postern.client.PosternClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the listeners of a whole sidecar answer, to whom, and count. */
@Timeout(60)
final class ListenersIT {

    @TempDir
    private Path directory;

    private SmallSidecar sidecar;

    @BeforeEach
    void prepare() {
        sidecar = new SmallSidecar(directory);
    }

    @AfterEach
    void stop() {
        sidecar.close();
    }

    @Test
    void countsTheConnectionsItRefuses() throws Exception {
        sidecar.write(SmallSidecar.GOOD);
        Sidecar started = sidecar.startWith("caps: {connections: 1}\n");
        try (PosternClient first = SmallSidecar.client(started.checks());
                PosternClient second = SmallSidecar.client(started.checks())) {
            assertThat(first.check(SmallSidecar.PERMITTED).allowed()).isTrue();
            assertThat(second.check(SmallSidecar.PERMITTED).answered()).isFalse();

            String page = sidecar.get("/metrics").body();

            assertThat(page)
                    .contains("postern_connections 1.0")
                    .doesNotContain("postern_connections_refused_total 0.0");
        }
    }

    @Test
    void decidesOverTcpAndOverAUnixSocket() throws IOException {
        Sidecar started = sidecar.start(SmallSidecar.GOOD);

        for (String target : List.of(started.checks(), "unix:" + directory.resolve("checks.sock"))) {
            try (PosternClient client = SmallSidecar.client(target)) {
                assertThat(client.check(SmallSidecar.PERMITTED).reason())
                        .as(target)
                        .isEqualTo("policy.permit");
                assertThat(client.check(SmallSidecar.DENIED).reason())
                        .as(target)
                        .isEqualTo("policy.deny");
            }
        }
    }

    @Test
    void keepsOperatorsAndCallersApart() throws IOException {
        Sidecar started = sidecar.start(SmallSidecar.GOOD);

        try (AdminClient operator = AdminClient.open(started.admin(), null, SmallSidecar.PATIENT);
                AdminClient intruder = AdminClient.open(started.checks(), null, SmallSidecar.PATIENT);
                PosternClient lost = SmallSidecar.client(started.admin())) {
            assertThat(operator.status().getReady()).isTrue();
            assertThatThrownBy(intruder::status)
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
            assertThat(lost.check(SmallSidecar.PERMITTED).answered()).isFalse();
        }
    }

    @Test
    void countsWhatItAnswersAndNotItsOwnWarmUp() throws Exception {
        Sidecar started = sidecar.start(SmallSidecar.GOOD);
        assertThat(sidecar.get("/metrics").body()).doesNotContain("postern_checks_total{");

        try (PosternClient client = SmallSidecar.client(started.checks())) {
            client.check(SmallSidecar.PERMITTED);
            client.check(SmallSidecar.PERMITTED);
            client.check(SmallSidecar.DENIED);
        }

        assertThat(checksIn(sidecar.get("/metrics").body(), "policy.permit")).isEqualTo(2);
        assertThat(checksIn(sidecar.get("/metrics").body(), "policy.deny")).isEqualTo(1);
    }

    /** How many checks were answered for this reason, however a cache took part. */
    private static long checksIn(String page, String reason) {
        return page.lines()
                .filter(line -> line.startsWith("postern_checks_total{") && line.contains("reason=\"" + reason + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
