package dev.postern.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.Outcome;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked
final class PosternClientTest {

    private static final CheckRequest READ =
            CheckRequest.of("file.read", "/docs/42").id("q").principal("alice");

    private final String name = InProcessServerBuilder.generateName();
    private Server server;
    private PosternClient client;

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.shutdownNow();
        }
    }

    @Test
    void allowsWhatTheSidecarAllows() throws IOException {
        start(FakeSidecar.honest());
        Answer answer = client.check(READ);
        assertThat(answer.allowed()).isTrue();
        assertThat(answer.answered()).isTrue();
        assertThat(answer.reason()).isEqualTo("policy.permit");
        assertThat(answer.rule()).isEqualTo(FakeSidecar.RULE);
        assertThat(answer.severity()).isNull();
        assertThat(answer.decisionId()).isEqualTo("d-1");
        assertThat(client.require(READ).allowed()).isTrue();
    }

    @Test
    void throwsOnDenialOnlyWhereAskedTo() throws IOException {
        start(FakeSidecar.honest());
        CheckRequest write = CheckRequest.of("file.write", "/docs/42");
        assertThat(client.check(write).allowed()).isFalse();
        assertThatThrownBy(() -> client.require(write))
                .isInstanceOf(DeniedException.class)
                .hasMessage("denied: policy.default");
    }

    @Test
    void sendsWhatTheQuestionHolds() throws IOException {
        AtomicReference<DecideRequest> seen = new AtomicReference<>();
        start(new FakeSidecar((request, observer) -> {
            seen.set(request);
            observer.onNext(FakeSidecar.answer(request));
            observer.onCompleted();
        }));
        client.check(READ.tenant("acme")
                .principal("alice", List.of("author"), AttributeMap.EMPTY.with("level", 9_007_199_254_740_993L))
                .context(AttributeMap.EMPTY.with("amount", 5)));
        assertThat(seen.get().getTenant()).isEqualTo("acme");
        assertThat(seen.get().getPrincipal().getRolesList()).containsExactly("author");
        assertThat(seen.get().getPrincipal().getAttributesOrThrow("level").getInt())
                .isEqualTo(9_007_199_254_740_993L);
        assertThat(seen.get().getContextOrThrow("amount").getInt()).isEqualTo(5);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("unavailable", fail(Status.UNAVAILABLE), ClientReason.UNAVAILABLE),
                fault("overloaded", fail(Status.RESOURCE_EXHAUSTED), ClientReason.UNAVAILABLE),
                fault("not let in", fail(Status.UNAUTHENTICATED), ClientReason.UNAVAILABLE),
                fault("cancelled", fail(Status.CANCELLED), ClientReason.UNAVAILABLE),
                fault("unimplemented", fail(Status.UNIMPLEMENTED), ClientReason.PROTOCOL),
                fault("internal", fail(Status.INTERNAL), ClientReason.PROTOCOL),
                fault("invalid argument", fail(Status.INVALID_ARGUMENT), ClientReason.PROTOCOL),
                fault("server's deadline", fail(Status.DEADLINE_EXCEEDED), ClientReason.DEADLINE),
                fault("silence", (request, observer) -> {}, ClientReason.DEADLINE),
                fault(
                        "an end without an answer",
                        (request, observer) -> observer.onCompleted(),
                        ClientReason.UNAVAILABLE),
                fault("a throwing service", PosternClientTest::explode, ClientReason.UNAVAILABLE),
                fault("an empty answer", reply(DecideResponse.getDefaultInstance()), ClientReason.PROTOCOL),
                fault("no decision", reply(allow().clearDecision().build()), ClientReason.PROTOCOL),
                fault("an unknown decision", reply(allow().setDecisionValue(7).build()), ClientReason.PROTOCOL),
                fault("no reason", reply(allow().clearReason().build()), ClientReason.PROTOCOL),
                fault("another's answer", reply(allow().setId("p").build()), ClientReason.PROTOCOL),
                fault("an allow and then an error", PosternClientTest::allowThenFail, ClientReason.UNAVAILABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void deniesOnEveryFault(
            String fault, BiConsumer<DecideRequest, StreamObserver<DecideResponse>> script, ClientReason reason)
            throws IOException {
        start(new FakeSidecar(script));
        Answer answer = client.check(READ);
        assertThat(answer.allowed()).isFalse();
        assertThat(answer.answered()).isFalse();
        assertThat(answer.reason()).isEqualTo(reason.code());
        assertThat(answer.detail()).isNotEmpty();
        assertThat(answer.raw().getDecision()).isEqualTo(Outcome.DENY);
        assertThat(answer.raw().getId()).isEqualTo("q");
    }

    @Test
    void deniesWhenNobodyListens() {
        client = PosternClient.builder("127.0.0.1:1")
                .over(InProcessChannelBuilder.forName(name).build());
        assertThat(client.check(READ).reason()).isEqualTo("client.unavailable");
        assertThat(client.explain(READ).answer().reason()).isEqualTo("client.unavailable");
        assertThat(client.checkAll(List.of(READ, READ)))
                .extracting(Answer::reason)
                .containsExactly("client.unavailable", "client.unavailable");
    }

    @Test
    void deniesAfterClosing() throws IOException {
        start(FakeSidecar.honest());
        client.close();
        assertThat(client.check(READ).reason()).isEqualTo("client.unavailable");
    }

    @Test
    void deniesBeyondTheCallsAllowedInFlightAndRecovers() throws IOException {
        CompletableFuture<Runnable> parked = new CompletableFuture<>();
        start(new FakeSidecar((request, observer) -> {
            Runnable finish = () -> {
                observer.onNext(FakeSidecar.answer(request));
                observer.onCompleted();
            };
            if (!parked.complete(finish)) {
                finish.run();
            }
        }));
        client.close();
        client = builder(Duration.ofSeconds(20)).maxInFlight(1).over(channel());
        CompletableFuture<Answer> waiting = client.checkAsync(READ).toCompletableFuture();
        assertThat(client.check(READ).reason()).isEqualTo("client.overload");
        parked.join().run();
        assertThat(waiting.join().allowed()).isTrue();
        assertThat(client.check(READ).allowed()).isTrue();
    }

    @Test
    void answersABatchInOrder() throws IOException {
        start(FakeSidecar.honest());
        List<Answer> answers = client.checkAll(List.of(READ.id("1"), write("2"), READ.id("3")));
        assertThat(answers).extracting(Answer::allowed).containsExactly(true, false, true);
        assertThat(client.checkAll(List.of())).isEmpty();
    }

    @Test
    void deniesAWholeBatchWhoseAnswersCannotBeTold() throws IOException {
        start(FakeSidecar.honest());
        List<Answer> answers =
                client.checkAll(List.of(CheckRequest.of("lost", "/docs/42"), READ.id("2"), READ.id("3")));
        assertThat(answers).extracting(Answer::reason).containsOnly("client.protocol");
        assertThat(answers).hasSize(3).noneMatch(Answer::allowed);
    }

    @Test
    void explains() throws IOException {
        start(FakeSidecar.honest());
        Explained explained = client.explain(write("1"));
        assertThat(explained.answer().reason()).isEqualTo("policy.default");
        assertThat(explained.nearestMiss()).isNotNull();
        assertThat(explained.text()).isEqualTo("no rule matched");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> PosternClient.builder("8181")).hasMessageContaining("expected host:port");
        assertThatThrownBy(() -> builder(Duration.ZERO)).hasMessageContaining("expected a positive one");
        assertThatThrownBy(() -> builder(Duration.ofMillis(1)).maxInFlight(0)).hasMessageContaining("at least 1");
    }

    private void start(FakeSidecar sidecar) throws IOException {
        server =
                InProcessServerBuilder.forName(name).addService(sidecar).build().start();
        client = builder(Duration.ofMillis(400)).over(channel());
    }

    private static PosternClient.Builder builder(Duration deadline) {
        return PosternClient.builder("127.0.0.1:1").deadline(deadline);
    }

    private io.grpc.ManagedChannel channel() {
        return InProcessChannelBuilder.forName(name).build();
    }

    private static CheckRequest write(String id) {
        return CheckRequest.of("file.write", "/docs/42").id(id);
    }

    private static Arguments fault(
            String name, BiConsumer<DecideRequest, StreamObserver<DecideResponse>> script, ClientReason reason) {
        return Arguments.of(name, script, reason);
    }

    private static BiConsumer<DecideRequest, StreamObserver<DecideResponse>> fail(Status status) {
        return (request, observer) ->
                observer.onError(status.withDescription("on purpose").asRuntimeException());
    }

    private static BiConsumer<DecideRequest, StreamObserver<DecideResponse>> reply(DecideResponse response) {
        return (request, observer) -> {
            observer.onNext(response);
            observer.onCompleted();
        };
    }

    private static DecideResponse.Builder allow() {
        return DecideResponse.newBuilder().setId("q").setDecision(Outcome.ALLOW).setReason("policy.permit");
    }

    private static void explode(DecideRequest request, StreamObserver<DecideResponse> observer) {
        throw new IllegalStateException("on purpose");
    }

    private static void allowThenFail(DecideRequest request, StreamObserver<DecideResponse> observer) {
        observer.onNext(allow().build());
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
    }
}
