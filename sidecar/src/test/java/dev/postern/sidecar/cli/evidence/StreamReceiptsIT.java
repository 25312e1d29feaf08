package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EgressStreamRequest;
import dev.postern.v1.EgressStreamResponse;
import dev.postern.v1.EvidenceServiceGrpc;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.Verdict;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contents that come in parts end with an answer whose receipt anybody can verify who has the log's public key. */
@Timeout(60)
final class StreamReceiptsIT {

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle'}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', http: off}
            warm_up: {checks: 0}
            evidence: {checkpoint: {entries: 1, age: 50ms}}
            """;

    private static final String DESTINATION = "https://93.184.216.34/v1";
    private static final ByteString SECRET =
            ByteString.copyFromUtf8("token ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a");

    @TempDir
    private Path directory = Path.of("");

    private Sidecar sidecar;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("policy.ccl"), "permit egress.connect on '/93.184.216.34/**'\n");
        sidecar = Launched.from(CONFIGURATION.formatted(directory));
        ListenAddress.Tcp address = (ListenAddress.Tcp) ListenAddress.parse(sidecar.checks());
        channel =
                NettyChannelBuilder.forAddress(address.address()).usePlaintext().build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        sidecar.close();
    }

    @Test
    void theLastMessageOfAStreamNamesAReceiptThatVerifiesOffline() throws Exception {
        EgressCheckResponse allowed =
                streamed(List.of(ByteString.copyFromUtf8("hello "), ByteString.copyFromUtf8("there")));
        assertThat(allowed.getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
        JsonNode receipt = verified(allowed.getAnswers(0).getDecisionId());
        assertThat(receipt.get("decision").asText()).isEqualTo("ALLOW");
        assertThat(receipt.get("door").asText()).isEqualTo("egress");

        EgressCheckResponse blocked = streamed(List.of(SECRET));
        assertThat(blocked.getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
        assertThat(verified(blocked.getAnswers(0).getDecisionId()).get("reason").asText())
                .isEqualTo("egress.findings");
    }

    @Test
    void whatEnvoyIsToldOfARefusalNamesAReceiptThatVerifiesOffline() throws Exception {
        Answers<ProcessingResponse> answers = new Answers<>();
        Metadata marks = new Metadata();
        marks.put(Metadata.Key.of("postern-egress", Metadata.ASCII_STRING_MARSHALLER), "https");
        StreamObserver<ProcessingRequest> requests = ExternalProcessorGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(marks))
                .process(answers);
        requests.onNext(head());
        requests.onNext(ProcessingRequest.newBuilder()
                .setRequestBody(HttpBody.newBuilder().setBody(SECRET).setEndOfStream(true))
                .build());

        ProcessingResponse refusal = answers.last(ProcessingResponse::hasImmediateResponse);
        String id = refusal.getDynamicMetadata()
                .getFieldsOrThrow("postern")
                .getStructValue()
                .getFieldsOrThrow("decision_id")
                .getStringValue();
        assertThat(verified(id).get("reason").asText()).isEqualTo("egress.findings");
    }

    private EgressCheckResponse streamed(List<ByteString> parts) throws InterruptedException {
        Answers<EgressStreamResponse> answers = new Answers<>();
        StreamObserver<EgressStreamRequest> requests =
                EgressServiceGrpc.newStub(channel).checkStream(answers);
        requests.onNext(EgressStreamRequest.newBuilder()
                .setQuestion(EgressQuestion.newBuilder().addDestinations(DESTINATION))
                .build());
        for (ByteString part : parts) {
            requests.onNext(EgressStreamRequest.newBuilder().setContent(part).build());
        }
        requests.onCompleted();
        return answers.last(EgressStreamResponse::hasAnswer).getAnswer();
    }

    /** The receipt of an answer as a proof has it that was verified with nothing but the key of the log. */
    private JsonNode verified(String decision) throws IOException {
        GetReceiptResponse[] found = new GetReceiptResponse[1];
        await().ignoreExceptionsInstanceOf(StatusRuntimeException.class).until(() -> {
            found[0] = EvidenceServiceGrpc.newBlockingStub(channel)
                    .getReceipt(GetReceiptRequest.newBuilder()
                            .setDecisionId(decision)
                            .build());
            return true;
        });
        Path log = directory.resolve("state/evidence");
        String index = Long.toString(found[0].getIndex());
        // Only once a checkpoint is over it.
        Run proof = await().until(
                        () -> Run.of("evidence", "prove", log.toString(), "--index", index), run -> run.exit() == 0);
        Path file = Files.writeString(directory.resolve("receipt.tlog-proof"), proof.out());
        Path key = log.resolve("log.vkey");
        Run verified = Run.of("evidence", "verify", file.toString(), "--key", key.toString());
        assertThat(verified.exit()).as(verified.err()).isZero();
        String receipt = found[0].getReceipt().toStringUtf8();
        assertThat(verified.out()).startsWith("verified\n").contains(receipt);
        JsonNode fields = Json.JSON.readTree(receipt);
        assertThat(decision)
                .isEqualTo(fields.get("boot").asText() + "-"
                        + fields.get("lane").asText() + "-" + fields.get("n").asText());
        return fields;
    }

    private static ProcessingRequest head() {
        HeaderMap.Builder head = HeaderMap.newBuilder();
        String[] pairs = {":method", "POST", ":scheme", "https", ":authority", "93.184.216.34", ":path", "/v1"};
        for (int i = 0; i < pairs.length; i += 2) {
            head.addHeaders(
                    HeaderValue.newBuilder().setKey(pairs[i]).setRawValue(ByteString.copyFromUtf8(pairs[i + 1])));
        }
        return ProcessingRequest.newBuilder()
                .setProtocolConfig(ProtocolConfiguration.newBuilder()
                        .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
                        .setResponseBodyMode(BodySendMode.NONE))
                .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(head))
                .build();
    }

    /** What a call is answered, in order. */
    private static final class Answers<T> implements StreamObserver<T> {

        private final BlockingQueue<T> told = new LinkedBlockingQueue<>();

        /** The first that is of this kind, which must be the last. */
        T last(Predicate<T> kind) throws InterruptedException {
            T next = told.poll(20, TimeUnit.SECONDS);
            while (next != null && !kind.test(next)) {
                next = told.poll(20, TimeUnit.SECONDS);
            }
            assertThat(next).isNotNull();
            assertThat(told).isEmpty();
            return next;
        }

        @Override
        public void onNext(T message) {
            told.add(message);
        }

        @Override
        public void onError(Throwable broken) {}

        @Override
        public void onCompleted() {}
    }
}
