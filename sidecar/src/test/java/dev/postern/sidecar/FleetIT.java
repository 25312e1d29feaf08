package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.cache.remote.TestRedis;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars that share a Redis answer with it, without it, and with it again. */
@Timeout(120)
class FleetIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void aFleetAnswersWhateverBecomesOfRedis() throws Exception {
        Path secret = Files.createFile(
                directory.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "0123456789abcdef".repeat(4) + "\n");
        Files.writeString(directory.resolve("policy.ccl"), "permit read on '/docs/**'\n");
        try (TestRedis redis = TestRedis.start(directory);
                Sidecar one = start("one", redis.port());
                Sidecar other = start("other", redis.port())) {
            await().atMost(SOON).until(() -> isCurrent(one) && isCurrent(other));
            assertThat(ask(one)).isEqualTo("policy.permit");
            redis.stop();
            await().atMost(SOON).until(() -> !isCurrent(one) && !isCurrent(other));
            for (int i = 0; i < 10; i++) {
                assertThat(ask(one)).isEqualTo("policy.permit");
                assertThat(ask(other)).isEqualTo("policy.permit");
            }
            redis.restart();
            await().atMost(SOON).until(() -> isCurrent(one) && isCurrent(other));
            assertThat(ask(other)).isEqualTo("policy.permit");
        }
    }

    private Sidecar start(String name, int redis) throws Exception {
        return Launched.from("""
                bundle: {path: '%1$s/policy.ccl', watch: false}
                state_dir: '%1$s/%2$s'
                listen: {grpc: '127.0.0.1:0', http: '127.0.0.1:0', admin: 'off'}
                warm_up: {checks: 0}
                cache:
                  redis:
                    uri: 'redis://127.0.0.1:%3$d'
                    secrets: [{id: 1, file: '%1$s/secret'}]
                """.formatted(directory, name, redis));
    }

    private static boolean isCurrent(Sidecar sidecar) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + sidecar.httpPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .contains("\npostern_fleet_current 1");
    }

    private static String ask(Sidecar sidecar) {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(sidecar.checks()).usePlaintext().build();
        try {
            return DecisionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .decide(DecideRequest.newBuilder()
                            .setAction("read")
                            .setResource("/docs/1")
                            .build())
                    .getReason();
        } finally {
            channel.shutdownNow();
        }
    }
}
