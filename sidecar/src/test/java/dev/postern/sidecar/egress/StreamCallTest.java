package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EgressStreamRequest;
import dev.postern.v1.EgressStreamResponse;
import dev.postern.v1.Verdict;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as a client meets it, on the calling thread. */
class StreamCallTest {

    private static final String SECRET = "deploy with GITHUB_TOKEN=ghp_16C7e42F292c6912E7710c838347Ae178B4a and wait";
    private static final EgressQuestion QUESTION = EgressQuestion.newBuilder()
            .setId("q")
            .addDestinations("https://api.example.com/v1")
            .build();

    private boolean full;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        ActiveProgram active = new ActiveProgram();
        active.set(((Compilation.Compiled)
                        Program.compile(List.of(new SourceFile("p.ccl", "permit egress.connect on /*.example.com/**"))))
                .program());
        DecisionPipeline pipeline =
                new DecisionPipeline(active, new LimitCounters(10), new Lanes(0), DecisionObserver.NONE);
        EgressGate gate = EgressGates.of(pipeline, active, this::execute, null);
        CheckReader checks = new CheckReader(InputLimits.DEFAULTS, InstantSource.system());
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new EgressEndpoint(
                        gate, checks, Identification.NONE, pipeline.faults(), 1 << 20, System::nanoTime))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void aSecretSplitAtAnyByteIsBlockedAndNoneOfItLeaves() {
        byte[] content = SECRET.getBytes(UTF_8);
        for (int split = 0; split <= content.length; split++) {
            Told told = send(part(content, 0, split), part(content, split, content.length));
            assertThat(told.answer.getVerdict()).as("split at %d", split).isEqualTo(Verdict.VERDICT_BLOCK);
            assertThat(told.answer.getReason()).isEqualTo("egress.findings");
            assertThat(told.released()).as("split at %d", split).doesNotContain("ghp_");
        }
    }

    @Test
    void aSecretSplitIntoManyPartsIsBlockedAndNoneOfItLeaves() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] content = (SECRET + " " + "words ".repeat(50)).getBytes(UTF_8);
        for (int round = 0; round < 300; round++) {
            Exchange exchange = open();
            int most = random.nextInt(1, 20);
            for (int at = 0; at < content.length && !exchange.told.answered; ) {
                int end = Math.min(content.length, at + random.nextInt(1, most + 1));
                exchange.send(part(content, at, end));
                at = end;
            }
            Told told = exchange.end();
            assertThat(told.answer.getVerdict())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Verdict.VERDICT_BLOCK);
            assertThat(told.released()).as("seed %d round %d", seed, round).doesNotContain("ghp_");
        }
    }

    @Test
    void aCleanContentLeavesWholeAndASecondQuestionIsMalformed() {
        Told told = send(ByteString.copyFromUtf8("hello "), ByteString.copyFromUtf8("world"));
        assertThat(told.released()).isEqualTo("hello world");
        assertThat(told.answer.getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
        assertThat(told.answer.getId()).isEqualTo("q");
        Exchange twice = open();
        twice.requests.onNext(
                EgressStreamRequest.newBuilder().setQuestion(QUESTION).build());
        assertThat(twice.told.reason()).isEqualTo("input.malformed");
    }

    @Test
    void contentBeforeItsQuestionIsRefused() {
        Exchange exchange = new Exchange();
        exchange.send(ByteString.copyFromUtf8("hello"));
        assertThat(exchange.told.reason()).isEqualTo("input.incomplete");
        Exchange nothing = new Exchange();
        nothing.requests.onCompleted();
        assertThat(nothing.told.reason()).isEqualTo("input.incomplete");
    }

    @Test
    void anEmptyContentIsAnswered() {
        Told told = open().end();
        assertThat(told.answer.getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
        assertThat(told.released()).isEmpty();
    }

    @Test
    void whatIsLongerThanMayBeScannedIsBlockedForItsSize() {
        Exchange exchange = open();
        ByteString part = ByteString.copyFromUtf8("word ".repeat(100_000));
        for (int i = 0; i < 12 && !exchange.told.answered; i++) {
            exchange.send(part);
        }
        assertThat(exchange.told.reason()).isEqualTo("egress.incomplete");
        assertThat(exchange.told.answer.getIncomplete()).isEqualTo("size");
    }

    @Test
    void underLoadItBlocks() {
        Exchange exchange = open();
        full = true;
        exchange.send(ByteString.copyFromUtf8("hello"));
        assertThat(exchange.told.reason()).isEqualTo("shed.overload");
    }

    @Test
    void aRequestWithoutADestinationOrWithTooManyIsRefused() {
        assertThat(check(EgressQuestion.newBuilder()).getReason()).isEqualTo("input.incomplete");
        EgressQuestion.Builder many = EgressQuestion.newBuilder();
        for (int i = 0; i <= QuestionReader.MOST_DESTINATIONS; i++) {
            many.addDestinations("https://api.example.com/");
        }
        assertThat(check(many).getReason()).isEqualTo("input.too_large");
        assertThat(check(QUESTION.toBuilder().addLabels("sort of secret")).getReason())
                .isEqualTo("input.malformed");
        assertThat(check(QUESTION.toBuilder().setSession("s".repeat(257))).getReason())
                .isEqualTo("input.too_large");
        assertThat(check(QUESTION.toBuilder().setDirectionValue(9)).getReason()).isEqualTo("input.malformed");
    }

    @Test
    void bytesThatAreNoTextAreScannedAndPass() {
        byte[] content = new byte[4_096];
        new SplittableRandom(7).nextBytes(content);
        content[0] = (byte) 0xC3;
        EgressCheckResponse answer = EgressServiceGrpc.newBlockingStub(channel)
                .check(EgressCheckRequest.newBuilder()
                        .setQuestion(QUESTION)
                        .setContent(ByteString.copyFrom(content))
                        .build());
        assertThat(answer.getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
        Told told = send(part(content, 0, 1), part(content, 1, 4_096));
        assertThat(told.released.toByteArray()).isEqualTo(content);
    }

    private EgressCheckResponse check(EgressQuestion.Builder question) {
        return EgressServiceGrpc.newBlockingStub(channel)
                .check(EgressCheckRequest.newBuilder().setQuestion(question).build());
    }

    private Told send(ByteString... parts) {
        Exchange exchange = open();
        for (ByteString part : parts) {
            exchange.send(part);
        }
        return exchange.end();
    }

    private Exchange open() {
        Exchange exchange = new Exchange();
        exchange.requests.onNext(
                EgressStreamRequest.newBuilder().setQuestion(QUESTION).build());
        return exchange;
    }

    private void execute(Runnable work) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        work.run();
    }

    private static ByteString part(byte[] content, int from, int to) {
        return ByteString.copyFrom(content, from, to - from);
    }

    /** One call of the client's. */
    private final class Exchange {
        final Told told = new Told();
        final StreamObserver<EgressStreamRequest> requests =
                EgressServiceGrpc.newStub(channel).checkStream(told);

        void send(ByteString content) {
            if (!told.answered) {
                requests.onNext(
                        EgressStreamRequest.newBuilder().setContent(content).build());
            }
        }

        Told end() {
            if (!told.answered) {
                requests.onCompleted();
            }
            assertThat(told.failed).isFalse();
            return told;
        }
    }

    /** What the client was told. */
    private static final class Told implements StreamObserver<EgressStreamResponse> {
        final ByteArrayOutputStream released = new ByteArrayOutputStream();
        EgressCheckResponse answer = EgressCheckResponse.getDefaultInstance();
        boolean answered;
        boolean failed;

        @Override
        public void onNext(EgressStreamResponse response) {
            released.writeBytes(response.getReleased().toByteArray());
            answered |= response.hasAnswer();
            answered |= response.hasAnswer();
            answer = response.hasAnswer() ? response.getAnswer() : answer;
        }

        @Override
        public void onError(Throwable fault) {
            failed = true;
        }

        @Override
        public void onCompleted() {}

        String released() {
            return released.toString(UTF_8);
        }

        String reason() {
            assertThat(failed).isFalse();
            assertThat(answer.getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
            return answer.getReason();
        }
    }
}
