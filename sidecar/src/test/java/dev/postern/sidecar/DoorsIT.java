package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.TokenText;
import dev.postern.policy.Roots;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EgressStreamRequest;
import dev.postern.v1.EgressStreamResponse;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds at every door of a sidecar, whichever service it is asked through. */
@Timeout(60)
final class DoorsIT {

    @TempDir
    private Path directory = Path.of("");

    private @Nullable Sidecar sidecar;
    private @Nullable ManagedChannel channel;

    /** A question as one of the services has it; the reason of its answer comes back. */
    private enum Door {
        DECIDE {
            @Override
            String ask(Channel channel, DecideRequest check) {
                return DecisionServiceGrpc.newBlockingStub(channel)
                        .decide(check)
                        .getReason();
            }
        },
        BATCH {
            @Override
            String ask(Channel channel, DecideRequest check) {
                return DecisionServiceGrpc.newBlockingStub(channel)
                        .decideBatch(
                                DecideBatchRequest.newBuilder().addChecks(check).build())
                        .getDecisions(0)
                        .getReason();
            }
        },
        EXPLAIN {
            @Override
            String ask(Channel channel, DecideRequest check) {
                return DecisionServiceGrpc.newBlockingStub(channel)
                        .explain(ExplainRequest.newBuilder().setCheck(check).build())
                        .getDecision()
                        .getReason();
            }
        },
        CAPABILITY {
            @Override
            String ask(Channel channel, DecideRequest check) {
                return CapabilityServiceGrpc.newBlockingStub(channel)
                        .check(check)
                        .getDecision()
                        .getReason();
            }
        },
        EGRESS {
            @Override
            String ask(Channel channel, DecideRequest check) {
                return EgressServiceGrpc.newBlockingStub(channel)
                        .check(EgressCheckRequest.newBuilder()
                                .setQuestion(question(check))
                                .build())
                        .getReason();
            }
        },
        EGRESS_STREAM {
            @Override
            String ask(Channel channel, DecideRequest check) throws Exception {
                CompletableFuture<String> reason = new CompletableFuture<>();
                StreamObserver<EgressStreamRequest> content = EgressServiceGrpc.newStub(channel)
                        .checkStream(new StreamObserver<>() {
                            @Override
                            public void onNext(EgressStreamResponse response) {
                                reason.complete(response.getAnswer().getReason());
                            }

                            @Override
                            public void onError(Throwable broken) {
                                reason.completeExceptionally(broken);
                            }

                            @Override
                            public void onCompleted() {
                                reason.completeExceptionally(new AssertionError("no answer"));
                            }
                        });
                content.onNext(EgressStreamRequest.newBuilder()
                        .setQuestion(question(check))
                        .build());
                content.onCompleted();
                return reason.get(20, TimeUnit.SECONDS);
            }
        };

        abstract String ask(Channel channel, DecideRequest check) throws Exception;

        /** A token that grants what is asked here. */
        String token() {
            return this == EGRESS || this == EGRESS_STREAM
                    ? DoorsIT.token("egress.connect", "/127.0.0.1/**")
                    : DoorsIT.token("file.read", "/docs/**");
        }

        private static EgressQuestion question(DecideRequest check) {
            EgressQuestion.Builder question = EgressQuestion.newBuilder()
                    .addDestinations("https://127.0.0.1/docs/1")
                    .putAllContext(check.getContextMap());
            if (check.hasPrincipal()) {
                question.setPrincipal(check.getPrincipal());
            }
            return question.build();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (channel != null) {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        if (sidecar != null) {
            sidecar.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noContextNamesAReservedRoot(Door door) throws Exception {
        Channel asked = bearing(start("trust_asserted: never"), door.token());
        assertThat(door.ask(asked, check().build())).isEqualTo("policy.permit");
        for (String root : new TreeSet<>(Roots.RESERVED)) {
            for (String name : new String[] {root, root + ".id"}) {
                DecideRequest naming = check().putContext(
                                name, Value.newBuilder().setText("root").build())
                        .build();
                assertThat(door.ask(asked, naming)).as(name).isEqualTo("input.reserved");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACallerSaysOfThePrincipalIsNotTrustedWhereTheListenerDoesNot(Door door) throws Exception {
        Channel asked = start("trust_asserted: never");
        assertThat(door.ask(asked, saying("root"))).isEqualTo("input.untrusted");
        assertThat(door.ask(bearing(asked, door.token()), saying("root"))).isEqualTo("cap.subject");
        assertThat(door.ask(bearing(asked, door.token()), saying("agent-7"))).isEqualTo("policy.permit");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsDemandedWhereItIsRequired(Door door) throws Exception {
        Channel asked = start("capability.required: true");
        assertThat(door.ask(asked, check().build())).isEqualTo("cap.missing");
        assertThat(door.ask(asked, saying("agent-7"))).isEqualTo("cap.missing");
        assertThat(door.ask(bearing(asked, door.token()), check().build())).isEqualTo("policy.permit");
        assertThat(door.ask(bearing(asked, token("file.write", "/docs/**")), check().build()))
                .isEqualTo("cap.not_granted");
    }

    /** Envoy's filters tell of a request that leaves, whose headers hold its client's token. */
    @Test
    void aTokenIsDemandedOfWhatLeavesThroughEnvoyWhereItIsRequired() throws Exception {
        Channel asked = start("capability.required: true");
        assertThat(leaves(asked, Map.of())).isFalse();
        assertThat(leaves(asked, Map.of("authorization", "Bearer " + Door.EGRESS.token())))
                .isTrue();
        assertThat(leaves(asked, Map.of("authorization", "Bearer " + Door.DECIDE.token())))
                .isFalse();
    }

    private static boolean leaves(Channel channel, Map<String, String> headers) {
        AttributeContext.HttpRequest request = AttributeContext.HttpRequest.newBuilder()
                .setMethod("GET")
                .setScheme("https")
                .setHost("127.0.0.1")
                .setPath("/docs/1")
                .putAllHeaders(headers)
                .build();
        AttributeContext attributes = AttributeContext.newBuilder()
                .setRequest(AttributeContext.Request.newBuilder().setHttp(request))
                .putContextExtensions("egress", "https")
                .build();
        return AuthorizationGrpc.newBlockingStub(channel)
                        .check(CheckRequest.newBuilder()
                                .setAttributes(attributes)
                                .build())
                        .getStatus()
                        .getCode()
                == 0;
    }

    private static DecideRequest.Builder check() {
        return DecideRequest.newBuilder().setAction("file.read").setResource("/docs/1");
    }

    private static DecideRequest saying(String principal) {
        return check().setPrincipal(Principal.newBuilder().setId(principal)).build();
    }

    private static String token(String capability, String scope) {
        return TokenText.print(new SampleTokens(Instant.now().getEpochSecond()).granting("t-1", capability, scope));
    }

    private static Channel bearing(Channel channel, String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** A sidecar with one more setting. */
    private Channel start(String setting) throws Exception {
        Files.writeString(directory.resolve("policy.ccl"), """
                permit file.read on '/docs/**'
                permit egress.connect on '/127.0.0.1/**'
                """);
        String[] more = setting.split(": ", -1);
        Map<String, String> settings = Map.ofEntries(
                Map.entry("bundle.path", directory.resolve("policy.ccl").toString()),
                Map.entry("state_dir", directory.resolve("state").toString()),
                Map.entry("listen.grpc", "127.0.0.1:0"),
                Map.entry("listen.http", "off"),
                Map.entry("warm_up.checks", "0"),
                Map.entry(
                        "capability.issuers",
                        "[{name: acme, keys: ['"
                                + SampleTokens.ISSUER.publicKey().hex() + "']}]"),
                Map.entry("capability.audience", "[postern]"),
                Map.entry("egress.destination.allowed", "[127.0.0.1]"),
                Map.entry(more[0], more[1]));
        sidecar = Launched.with(settings);
        ListenAddress.Tcp address = (ListenAddress.Tcp) ListenAddress.parse(sidecar.checks());
        channel =
                NettyChannelBuilder.forAddress(address.address()).usePlaintext().build();
        return channel;
    }
}
