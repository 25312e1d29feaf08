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
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a whole sidecar, seen from outside: getting ready, reloading, ending. */
@Timeout(60)
final class SidecarIT {

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
    void isReadyOnlyOnceAGoodBundleIsLoaded() throws Exception {
        Sidecar started = sidecar.start(SmallSidecar.BAD);
        ManagedChannel channel = SmallSidecar.channel(started);
        try (PosternClient client = SmallSidecar.client(started.checks())) {
            assertThat(sidecar.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(sidecar.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(sidecar.get("/readyz").body()).contains("refused");
            assertHealth(channel, ServingStatus.NOT_SERVING);
            Answer without = client.check(SmallSidecar.PERMITTED);
            assertThat(without.allowed()).isFalse();
            assertThat(without.reason()).isEqualTo("not_ready");

            sidecar.write(SmallSidecar.GOOD);
            await().atMost(SmallSidecar.PATIENT)
                    .until(() -> sidecar.get("/readyz").statusCode() == 200);

            assertHealth(channel, ServingStatus.SERVING);
            assertThat(client.check(SmallSidecar.PERMITTED).allowed()).isTrue();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void isNotReadyWhileThereIsNoBundleAtAll() throws Exception {
        sidecar.start();

        assertThat(sidecar.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(sidecar.get("/readyz").statusCode()).isEqualTo(503);
        await().atMost(SmallSidecar.PATIENT)
                .untilAsserted(() -> assertThat(sidecar.get("/readyz").body()).contains("/bundle was refused"));
        assertThat(sidecar.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(sidecar.get("/metrics").body()).contains("postern_reloads_total{result=\"refused\"} 1.0");
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
        Sidecar started = sidecar.start();
        await().atMost(SmallSidecar.PATIENT).until(() -> sidecar.get("/readyz").statusCode() == 200);

        try (PosternClient client = SmallSidecar.client(started.checks())) {
            assertThat(client.check(CheckRequest.of("tell", "/hour")).reason()).isEqualTo("policy.permit");
            assertThat(client.check(CheckRequest.of("tell", "/weekday")).reason())
                    .isEqualTo("policy.permit");
        }
    }

    @Test
    void reloadsUnderTrafficWithoutAWrongAnswer() throws Exception {
        Sidecar started = sidecar.start(SmallSidecar.GOOD);
        AtomicBoolean done = new AtomicBoolean();
        try (PosternClient client = SmallSidecar.client(started.checks());
                AdminClient operator = AdminClient.open(started.admin(), null, SmallSidecar.PATIENT)) {
            List<CompletableFuture<Long>> traffic =
                    Stream.generate(() -> traffic(client, done)).limit(3).toList();
            for (int i = 0; i < 30; i++) {
                sidecar.write(SmallSidecar.GOOD + "permit read on /changing/" + i + "\n");
                assertThat(operator.reload().getLoaded()).isTrue();
                assertThat(client.check(changing(i)).allowed()).isTrue();
                sidecar.write(SmallSidecar.BAD);
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
        Sidecar started = sidecar.start(SmallSidecar.GOOD);
        ManagedChannel channel = SmallSidecar.channel(started);
        try {
            CompletableFuture<DecideResponse> answer = new CompletableFuture<>();
            StreamObserver<DecideRequest> halfAsked = begin(channel, answer);
            // Answered on the same connection, so what was sent before has been taken.
            assertHealth(channel, ServingStatus.SERVING);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(started::close);
            await().atMost(SmallSidecar.PATIENT)
                    .until(() -> sidecar.get("/readyz").statusCode() == 503);
            assertThat(closing).isNotDone();
            halfAsked.onNext(SmallSidecar.PERMITTED.wire());
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
        try (PosternClient late = SmallSidecar.client(started.checks())) {
            assertThat(late.check(SmallSidecar.PERMITTED).answered()).isFalse();
        }
    }

    private static CheckRequest changing(int i) {
        return CheckRequest.of("read", "/changing/" + i).principal("alice");
    }

    /** Asks in turn what is always allowed and always denied until done; the number of answers, all of them right. */
    private static CompletableFuture<Long> traffic(PosternClient client, AtomicBoolean done) {
        return CompletableFuture.supplyAsync(() -> {
            long count = 0;
            for (; !done.get(); count += 2) {
                assertThat(client.check(SmallSidecar.PERMITTED).reason()).isEqualTo("policy.permit");
                assertThat(client.check(SmallSidecar.DENIED).reason()).isEqualTo("policy.deny");
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
}
