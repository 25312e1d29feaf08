package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.policy.LimitCounters;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionCache;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideBatchResponse;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.ExplainResponse;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class DecisionEndpointTest {

    private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xff, 1, 2, 3};
    private static final int CAP = 40;

    private final List<String> observed = new ArrayList<>();
    private Executor background = Runnable::run;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start(TestInfo test) throws IOException {
        DecisionPipeline pipeline = new DecisionPipeline(
                new ActiveProgram(),
                new LimitCounters(10),
                DecisionCache.PLAIN,
                new Lanes(0),
                (door, check, decision, nanos) -> observed.add(
                        door.label() + " " + decision.template().reason().code()),
                () -> 0);
        InputLimits limits = new InputLimits(32, 10_000, 1 << 16, 512, 4_096, 128, CAP);
        server = InProcessServerBuilder.forName(test.getDisplayName())
                .directExecutor()
                .addService(new DecisionEndpoint(
                        pipeline,
                        Identification.NONE,
                        limits,
                        1 << 20,
                        task -> background.execute(task),
                        InstantSource.system(),
                        () -> 0))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(test.getDisplayName())
                .directExecutor()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void deniesEverythingBeforeABundleIsLoaded() {
        DecideResponse answer = Calls.decide(channel, Calls.check().build());
        assertThat(answer.getDecision()).isEqualTo(Outcome.DENY);
        assertThat(answer.getReason()).isEqualTo("not_ready");
        assertThat(answer.getId()).isEqualTo("id");
        assertThat(answer.getDecisionId()).isEqualTo("0000000000000000-0-0");
        assertThat(observed).containsExactly("decide not_ready");
    }

    @Test
    void whatCannotBeDecodedIsADenialAndNoError() {
        assertThat(Calls.decide(channel, GARBAGE).getReason()).isEqualTo("input.malformed");
        assertThat(Calls.explain(channel, GARBAGE).getDecision().getReason()).isEqualTo("input.malformed");
        assertThat(Calls.batch(channel, GARBAGE).getDecisions(0).getReason()).isEqualTo("input.malformed");
        assertThat(observed)
                .containsExactly("decide input.malformed", "explain input.malformed", "batch input.malformed");
    }

    @Test
    void aMessageBeyondTheCapIsADenialAndNoError() {
        DecideResponse answer = Calls.decide(
                channel, Calls.check().setResource("/" + "x".repeat(1 << 20)).build());
        assertThat(answer.getReason()).isEqualTo("input.too_large");
    }

    @Test
    void everyItemOfABatchHasItsOwnAnswerInOrder() {
        DecideBatchResponse answers = Calls.batch(
                channel,
                DecideBatchRequest.newBuilder()
                        .addChecks(Calls.check().setId("0"))
                        .addChecks(Calls.check().setId("1").clearAction())
                        .addChecks(Calls.check().setId("2").setAction("a\0b"))
                        .addChecks(Calls.check().setId("3"))
                        .build());
        assertThat(answers.getDecisionsList())
                .extracting(answer -> answer.getId() + " " + answer.getReason())
                .containsExactly("0 not_ready", "1 input.incomplete", "2 input.malformed", "3 not_ready");
        assertThat(answers.getDecisionsList())
                .extracting(DecideResponse::getDecisionId)
                .doesNotHaveDuplicates();
    }

    @Test
    void anEmptyBatchHasNoAnswers() {
        assertThat(Calls.batch(channel, DecideBatchRequest.getDefaultInstance()).getDecisionsList())
                .isEmpty();
    }

    @Test
    void aBatchAtTheCapIsAnsweredAndOneBeyondItIsDeniedItemByItem() {
        assertThat(Calls.batch(channel, batch(CAP)).getDecisionsList())
                .hasSize(CAP)
                .allMatch(answer -> answer.getReason().equals("not_ready"));
        assertThat(Calls.batch(channel, batch(CAP + 1)).getDecisionsList())
                .hasSize(CAP + 1)
                .allMatch(answer -> answer.getReason().equals("input.too_large"));
    }

    @Test
    void aBatchFarBeyondTheCapIsNotAnsweredAtLength() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> Calls.batch(channel, batch(CAP * 16 + 1)))
                .matches(e -> e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void longWorkIsShedWhenThereIsNoRoomForIt() {
        background = task -> {
            throw new RejectedExecutionException();
        };
        assertThat(Calls.batch(channel, batch(CAP)).getDecisionsList())
                .hasSize(CAP)
                .allMatch(answer -> answer.getReason().equals("shed.overload")
                        && answer.getId().equals("id"));
        byte[] explain =
                ExplainRequest.newBuilder().setCheck(Calls.check()).build().toByteArray();
        assertThat(Calls.explain(channel, explain).getDecision().getReason()).isEqualTo("shed.overload");
        assertThat(Calls.decide(channel, Calls.check().build()).getReason()).isEqualTo("not_ready");
    }

    @Test
    void explainsUnderItsOwnDoor() {
        byte[] explain =
                ExplainRequest.newBuilder().setCheck(Calls.check()).build().toByteArray();
        ExplainResponse answer = Calls.explain(channel, explain);
        assertThat(answer.getDecision().getReason()).isEqualTo("not_ready");
        assertThat(answer.getDecision().getId()).isEqualTo("id");
        assertThat(observed).containsExactly(Door.EXPLAIN.label() + " not_ready");
    }

    @Test
    void anExplanationOfNothingIsIncomplete() {
        assertThat(Calls.explain(channel, new byte[0]).getDecision().getReason())
                .isEqualTo("input.incomplete");
    }

    @Test
    void aValueNestedBeyondWhatTheDecoderFollowsIsADenial() {
        byte[] value = new byte[0];
        for (int i = 0; i < 200; i++) {
            value = DeepValues.wrap(value);
        }
        assertThat(Calls.decide(channel, DeepValues.context(value)).getReason()).isEqualTo("input.malformed");
    }

    private static DecideBatchRequest batch(int size) {
        DecideBatchRequest.Builder batch = DecideBatchRequest.newBuilder();
        for (int i = 0; i < size; i++) {
            batch.addChecks(Calls.check());
        }
        return batch.build();
    }
}
