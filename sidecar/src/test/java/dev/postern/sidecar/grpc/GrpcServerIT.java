package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import dev.postern.v1.Value;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrpcServerIT {

    @Test
    void answersChecksByPolicy() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            ManagedChannel channel = bench.channel();
            DecideResponse allowed = Calls.decide(channel, Calls.check().build());
            assertThat(allowed.getDecision()).isEqualTo(Outcome.ALLOW);
            assertThat(allowed.getRule().getFile()).isEqualTo("a.ccl");
            assertThat(allowed.getPolicyDigest()).hasSize(64);
            DecideResponse denied =
                    Calls.decide(channel, Calls.check().setAction("file.write").build());
            assertThat(denied.getDecision()).isEqualTo(Outcome.DENY);
            assertThat(denied.getReason()).isEqualTo("policy.default");
        }
    }

    @Test
    void servesWithoutEpollAsWell() throws Exception {
        try (Bench bench = Bench.openPortable(Bench.anyPort())) {
            assertThat(Calls.decide(bench.channel(), Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void tenMegabytesOfAttributesAreADenial() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            byte[] request = Calls.check()
                    .putContext(
                            "k",
                            Value.newBuilder().setText("x".repeat(10 << 20)).build())
                    .build()
                    .toByteArray();
            assertThat(Calls.decide(bench.channel(), request).getReason()).isEqualTo("input.too_large");
            byte[] zipped = Calls.send(bench.channel(), "Decide", request, CallOptions.DEFAULT.withCompression("gzip"));
            assertThat(DecideResponse.parseFrom(zipped).getReason()).isEqualTo("input.too_large");
        }
    }

    @Test
    void aBombThatInflatesBeyondWhatIsReceivedIsADenial() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            byte[] request = Calls.check()
                    .setResource("/" + "x".repeat(40 << 20))
                    .build()
                    .toByteArray();
            CallOptions gzip = CallOptions.DEFAULT.withCompression("gzip");
            assertThat(DecideResponse.parseFrom(Calls.send(bench.channel(), "Decide", request, gzip))
                            .getReason())
                    .isEqualTo("input.too_large");
            assertThat(Calls.batch(bench.channel(), DecideBatchRequest.getDefaultInstance())
                            .getDecisionsList())
                    .isEmpty();
        }
    }

    @Test
    void twentyThousandNestedValuesAreADenial() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            byte[] value = DeepValues.nested(20_000);
            assertThat(Calls.decide(bench.channel(), DeepValues.context(value)).getReason())
                    .isEqualTo("input.malformed");
        }
    }

    @Test
    void hugeHeadersAreRefusedAndTheConnectionServesOn() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            Metadata huge = new Metadata();
            for (int i = 0; i < 100; i++) {
                huge.put(Metadata.Key.of("x-" + i, Metadata.ASCII_STRING_MARSHALLER), "v".repeat(1_000));
            }
            DecisionServiceGrpc.DecisionServiceBlockingStub stub = DecisionServiceGrpc.newBlockingStub(bench.channel())
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(huge))
                    .withDeadlineAfter(10, TimeUnit.SECONDS);
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> stub.decide(Calls.check().build()))
                    .matches(e -> e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED);
            assertThat(Calls.decide(bench.channel(), Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void aThousandConcurrentCallsAreAllAnswered() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            DecisionServiceGrpc.DecisionServiceFutureStub stub = DecisionServiceGrpc.newFutureStub(bench.channel());
            List<Future<DecideResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(stub.decide(Calls.check().setId("c" + i).build()));
            }
            for (int i = 0; i < answers.size(); i++) {
                DecideResponse answer = answers.get(i).get(20, TimeUnit.SECONDS);
                assertThat(answer.getId()).isEqualTo("c" + i);
                assertThat(answer.getDecision()).isEqualTo(Outcome.ALLOW);
            }
        }
    }

    @Test
    void streamsBeyondTheCapWaitAndAreAnswered() throws Exception {
        ListenerConfig narrow = Configs.withStreams(Bench.anyPort(), 4);
        try (Bench bench = Bench.open(narrow)) {
            DecisionServiceGrpc.DecisionServiceFutureStub stub = DecisionServiceGrpc.newFutureStub(bench.channel());
            List<Future<DecideResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(stub.decide(Calls.check().build()));
            }
            for (Future<DecideResponse> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).getDecision()).isEqualTo(Outcome.ALLOW);
            }
        }
    }

    @Test
    void connectionsBeyondTheCapAreRefusedUntilOneCloses() throws Exception {
        try (Bench bench = Bench.open(Configs.withConnections(Bench.anyPort(), 1))) {
            ManagedChannel first = bench.channel();
            Calls.decide(first, Calls.check().build());
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(
                            () -> Calls.decide(bench.channel(), Calls.check().build()))
                    .matches(e -> e.getStatus().getCode() == Status.Code.UNAVAILABLE);
            assertThat(bench.listener.refusedConnections()).isPositive();
            first.shutdownNow();
            await().until(() -> bench.listener.connections() == 0);
            assertThat(Calls.decide(bench.channel(), Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void healthFollowsReadiness() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(bench.channel());
            for (String service : List.of("", "postern.v1.DecisionService")) {
                HealthCheckRequest request =
                        HealthCheckRequest.newBuilder().setService(service).build();
                assertThat(health.check(request).getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
            }
            bench.ready();
            assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                    .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        }
    }

    @Test
    void channelzTellsOfCallsWhereItIsOnAndIsNotThereElsewhere() throws Exception {
        GetServersRequest everything = GetServersRequest.getDefaultInstance();
        try (Bench bench = Bench.open(Configs.withChannelz(Bench.anyPort()))) {
            Calls.decide(bench.channel(), Calls.check().build());
            assertThat(ChannelzGrpc.newBlockingStub(bench.channel())
                            .getServers(everything)
                            .getServerList())
                    .anyMatch(server -> server.getData().getCallsSucceeded() > 0);
        }
        try (Bench bench = Bench.open(Bench.anyPort())) {
            ChannelzGrpc.ChannelzBlockingStub stub = ChannelzGrpc.newBlockingStub(bench.channel());
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> stub.getServers(everything))
                    .matches(e -> e.getStatus().getCode() == Status.Code.UNIMPLEMENTED);
        }
    }

    @Test
    void stopsWithoutWaitingForThoseWhoWatchHealth() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            bench.ready();
            List<String> heard = new CopyOnWriteArrayList<>();
            HealthGrpc.newStub(bench.channel()).watch(HealthCheckRequest.getDefaultInstance(), new StreamObserver<>() {
                @Override
                public void onNext(HealthCheckResponse response) {
                    heard.add(response.getStatus().name());
                }

                @Override
                public void onError(Throwable end) {
                    heard.add(Status.fromThrowable(end).getCode().name());
                }

                @Override
                public void onCompleted() {
                    heard.add("completed");
                }
            });
            await().until(() -> heard.contains("SERVING"));
            assertThat(bench.stop(Duration.ofSeconds(10))).isTrue();
            await().untilAsserted(() -> assertThat(heard).containsExactly("SERVING", "NOT_SERVING", "UNAVAILABLE"));
        }
    }

    @Test
    void aStopForcesWhatNeverEndsAndTakesNoMore() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            bench.ready();
            ManagedChannel channel = bench.channel();
            Calls.decide(channel, Calls.check().build());
            MethodDescriptor<byte[], byte[]> streaming = Calls.raw("Decide").toBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build();
            ClientCall<byte[], byte[]> endless = channel.newCall(streaming, CallOptions.DEFAULT);
            endless.start(new ClientCall.Listener<>() {}, new Metadata());
            assertThat(Calls.decide(channel, Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
            assertThat(bench.stop(Duration.ofMillis(200))).isFalse();
            assertThat(bench.readiness.isReady()).isFalse();
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(
                            () -> Calls.decide(bench.channel(), Calls.check().build()));
        }
    }

    @Test
    void manyCallsThatAreResetLeaveTheListenerServing() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            ManagedChannel channel = bench.channel();
            for (int i = 0; i < 2_000; i++) {
                Future<byte[]> call = ClientCalls.futureUnaryCall(
                        channel.newCall(Calls.raw("Decide"), CallOptions.DEFAULT),
                        Calls.check().build().toByteArray());
                call.cancel(true);
            }
            assertThat(Calls.decide(channel, Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }
}
