package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.client.AdminClient;
import dev.postern.client.Answer;
import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole sidecar, seen from outside. */
@Timeout(60)
final class SidecarIT {

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle', interval: 50ms, debounce: 10ms}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', unix: 'unix:%1$s/checks.sock', http: '127.0.0.1:0'}
            warm_up: {checks: 80}
            drain_timeout: 10s
            """;

    private static final String GOOD = "permit read on '/docs/**'\ndeny read on '/docs/sealed/**' severity critical\n";
    private static final String BAD = "permit read on\n";

    private static final CheckRequest PERMITTED =
            CheckRequest.of("read", "/docs/plans").principal("alice");
    private static final CheckRequest DENIED =
            CheckRequest.of("read", "/docs/sealed/will").principal("alice");

    private final HttpClient web = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private @Nullable Sidecar sidecar;

    @AfterEach
    void stop() {
        if (sidecar != null) {
            sidecar.close();
        }
    }

    @Test
    void isReadyOnlyOnceAGoodBundleIsLoaded() throws Exception {
        Sidecar started = start(BAD);
        ManagedChannel channel = channel(started);
        try (PosternClient client = client(started.checks())) {
            assertThat(get(started, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(started, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(started, "/readyz").body()).contains("refused");
            assertHealth(channel, ServingStatus.NOT_SERVING);
            Answer without = client.check(PERMITTED);
            assertThat(without.allowed()).isFalse();
            assertThat(without.reason()).isEqualTo("not_ready");

            write(GOOD);
            await().atMost(PATIENT).until(() -> get(started, "/readyz").statusCode() == 200);

            assertHealth(channel, ServingStatus.SERVING);
            assertThat(client.check(PERMITTED).allowed()).isTrue();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void isNotReadyWhileThereIsNoBundleAtAll() throws Exception {
        Sidecar started = Launched.from(CONFIGURATION.formatted(directory));
        sidecar = started;

        assertThat(get(started, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(started, "/readyz").statusCode()).isEqualTo(503);
        await().atMost(PATIENT)
                .untilAsserted(() -> assertThat(get(started, "/readyz").body()).contains("/bundle was refused"));
        assertThat(get(started, "/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get(started, "/metrics").body()).contains("postern_reloads_total{result=\"refused\"} 1.0");
    }

    @Test
    void tellsTheTimeInTheZoneOfTheBundle() throws Exception {
        ZonedDateTime there = ZonedDateTime.now(ZoneId.of("Pacific/Kiritimati"));
        ZonedDateTime soon = there.plusMinutes(2);
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("bundle.yaml"), "time_zone: Pacific/Kiritimati\n");
        Files.writeString(bundle.resolve("policy.ccl"), """
                permit tell on '/hour' when env.hour = %d or env.hour = %d
                permit tell on '/weekday' when env.weekday = %d or env.weekday = %d
                """.formatted(
                        there.getHour(),
                        soon.getHour(),
                        there.getDayOfWeek().getValue(),
                        soon.getDayOfWeek().getValue()));
        Sidecar started = Launched.from(CONFIGURATION.formatted(directory));
        sidecar = started;
        await().atMost(PATIENT).until(() -> get(started, "/readyz").statusCode() == 200);

        try (PosternClient client = client(started.checks())) {
            assertThat(client.check(CheckRequest.of("tell", "/hour")).reason()).isEqualTo("policy.permit");
            assertThat(client.check(CheckRequest.of("tell", "/weekday")).reason())
                    .isEqualTo("policy.permit");
        }
    }

    @Test
    void countsTheConnectionsItRefuses() throws Exception {
        write(GOOD);
        Sidecar started = Launched.from(CONFIGURATION.formatted(directory) + "caps: {connections: 1}\n");
        sidecar = started;
        try (PosternClient first = client(started.checks());
                PosternClient second = client(started.checks())) {
            assertThat(first.check(PERMITTED).allowed()).isTrue();
            assertThat(second.check(PERMITTED).answered()).isFalse();

            String page = get(started, "/metrics").body();

            assertThat(page)
                    .contains("postern_connections 1.0")
                    .doesNotContain("postern_connections_refused_total 0.0");
        }
    }

    @Test
    void decidesOverTcpAndOverAUnixSocket() throws IOException {
        Sidecar started = start(GOOD);

        for (String target : List.of(started.checks(), "unix:" + directory.resolve("checks.sock"))) {
            try (PosternClient client = client(target)) {
                assertThat(client.check(PERMITTED).reason()).as(target).isEqualTo("policy.permit");
                assertThat(client.check(DENIED).reason()).as(target).isEqualTo("policy.deny");
            }
        }
    }

    @Test
    void keepsOperatorsAndCallersApart() throws IOException {
        Sidecar started = start(GOOD);

        try (AdminClient operator = AdminClient.open(started.admin(), null, PATIENT);
                AdminClient intruder = AdminClient.open(started.checks(), null, PATIENT);
                PosternClient lost = client(started.admin())) {
            assertThat(operator.status().getReady()).isTrue();
            assertThatThrownBy(intruder::status)
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
            assertThat(lost.check(PERMITTED).answered()).isFalse();
        }
    }

    @Test
    void countsWhatItAnswersAndNotItsOwnWarmUp() throws Exception {
        Sidecar started = start(GOOD);
        assertThat(get(started, "/metrics").body()).doesNotContain("postern_checks_total{");

        try (PosternClient client = client(started.checks())) {
            client.check(PERMITTED);
            client.check(PERMITTED);
            client.check(DENIED);
        }

        assertThat(checksIn(get(started, "/metrics").body(), "policy.permit")).isEqualTo(2);
        assertThat(checksIn(get(started, "/metrics").body(), "policy.deny")).isEqualTo(1);
    }

    @Test
    void reloadsUnderTrafficWithoutAWrongAnswer() throws Exception {
        Sidecar started = start(GOOD);
        AtomicBoolean done = new AtomicBoolean();
        try (PosternClient client = client(started.checks());
                AdminClient operator = AdminClient.open(started.admin(), null, PATIENT)) {
            List<CompletableFuture<Long>> traffic =
                    Stream.generate(() -> traffic(client, done)).limit(3).toList();
            for (int i = 0; i < 30; i++) {
                write(GOOD + "permit read on /changing/" + i + "\n");
                assertThat(operator.reload().getLoaded()).isTrue();
                assertThat(client.check(changing(i)).allowed()).isTrue();
                write(BAD);
                assertThat(operator.reload().getLoaded()).isFalse();
                assertThat(client.check(changing(i)).allowed()).isTrue();
                assertThat(client.check(changing(i + 1)).allowed()).isFalse();
            }
            done.set(true);
            for (CompletableFuture<Long> answers : traffic) {
                assertThat(answers.get(10, TimeUnit.SECONDS)).isPositive();
            }
        }
    }

    @Test
    void closingAnswersWhatWasTakenAndLeavesNothingBehind() throws Exception {
        Sidecar started = start(GOOD);
        ManagedChannel channel = channel(started);
        try {
            CompletableFuture<DecideResponse> answer = new CompletableFuture<>();
            StreamObserver<DecideRequest> halfAsked = begin(channel, answer);
            // Answered on the same connection, so what was sent before has been taken.
            assertHealth(channel, ServingStatus.SERVING);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(started::close);
            await().atMost(PATIENT).until(() -> get(started, "/readyz").statusCode() == 503);
            assertThat(closing).isNotDone();
            halfAsked.onNext(PERMITTED.wire());
            halfAsked.onCompleted();

            assertThat(answer.get(10, TimeUnit.SECONDS).getDecision()).isEqualTo(Outcome.ALLOW);
            closing.get(10, TimeUnit.SECONDS);
            started.awaitEnd();
        } finally {
            channel.shutdownNow();
        }
        assertThat(directory.resolve("checks.sock")).doesNotExist();
        assertThat(directory.resolve("state/admin.sock")).doesNotExist();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), started.httpPort()).close())
                .isInstanceOf(ConnectException.class);
        try (PosternClient late = client(started.checks())) {
            assertThat(late.check(PERMITTED).answered()).isFalse();
        }
    }

    private Sidecar start(String policy) throws IOException {
        write(policy);
        Sidecar started = Launched.from(CONFIGURATION.formatted(directory));
        sidecar = started;
        return started;
    }

    /** Moved into place, because the sidecar watches: half a file is a policy too. */
    private void write(String policy) throws IOException {
        Files.createDirectories(directory.resolve("bundle"));
        Files.move(
                Files.writeString(directory.resolve("next.ccl"), policy),
                directory.resolve("bundle/policy.ccl"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpResponse<String> get(Sidecar from, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + from.httpPort() + path);
        return web.send(HttpRequest.newBuilder(uri).timeout(PATIENT).build(), BodyHandlers.ofString());
    }

    private static PosternClient client(String target) {
        return PosternClient.builder(target).deadline(PATIENT).build();
    }

    private static ManagedChannel channel(Sidecar to) {
        return NettyChannelBuilder.forTarget(to.checks()).usePlaintext().build();
    }

    private static CheckRequest changing(int i) {
        return CheckRequest.of("read", "/changing/" + i).principal("alice");
    }

    /** Asks in turn what is always allowed and always denied until done; the number of answers, all of them right. */
    private static CompletableFuture<Long> traffic(PosternClient client, AtomicBoolean done) {
        return CompletableFuture.supplyAsync(() -> {
            long count = 0;
            for (; !done.get(); count += 2) {
                assertThat(client.check(PERMITTED).reason()).isEqualTo("policy.permit");
                assertThat(client.check(DENIED).reason()).isEqualTo("policy.deny");
            }
            return count;
        });
    }

    /** Opens a call to decide whose question is still to come; declared as a stream, or it would wait for the question. */
    private static StreamObserver<DecideRequest> begin(
            ManagedChannel channel, CompletableFuture<DecideResponse> answer) {
        var streaming = DecisionServiceGrpc.getDecideMethod().toBuilder()
                .setType(MethodType.BIDI_STREAMING)
                .build();
        return ClientCalls.asyncBidiStreamingCall(
                channel.newCall(streaming, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(DecideResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
    }

    private static void assertHealth(ManagedChannel channel, ServingStatus expected) {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
        for (String service : List.of(
                "", DecisionServiceGrpc.SERVICE_NAME, AuthorizationGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME)) {
            HealthCheckRequest asked =
                    HealthCheckRequest.newBuilder().setService(service).build();
            assertThat(health.check(asked).getStatus())
                    .as("health of '%s'", service)
                    .isEqualTo(expected);
        }
    }

    /** How many checks were answered for this reason, however a cache took part. */
    private static long checksIn(String page, String reason) {
        return page.lines()
                .filter(line -> line.startsWith("postern_checks_total{") && line.contains("reason=\"" + reason + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
