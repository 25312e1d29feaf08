package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.postern.client.AttributeMap;
import dev.postern.client.CheckRequest;
import dev.postern.client.EvidenceClient;
import dev.postern.client.PosternClient;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.cli.Run;
import dev.postern.v1.EgressAnswer;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A sidecar with an egress gate that is asked on behalf of sessions and leaves its evidence in {@code evidence}. */
final class JudgedSessions implements AutoCloseable {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final Path checkpoint;
    private final Sidecar sidecar;
    private final PosternClient client;
    private final ManagedChannel channel;

    JudgedSessions(Path directory) throws IOException {
        checkpoint = directory.resolve("evidence/checkpoint");
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("a.ccl"), "permit read on '/**'\npermit egress.connect on '/**'\n");
        Run keys = Run.of("keys", "generate", directory.resolve("gate.pem").toString());
        assertThat(keys.exit()).as(keys.err()).isZero();
        sidecar = Launched.from("""
                bundle: {path: '%1$s/bundle', watch: false}
                state_dir: '%1$s/state'
                listen: {grpc: '127.0.0.1:0', http: 'off'}
                warm_up: {checks: 0}
                evidence: {directory: '%1$s/evidence', checkpoint: {entries: 1, age: 50ms}}
                egress: {certificate_key: '%1$s/gate.pem', dns: {resolve: false}}
                """.formatted(directory));
        client = PosternClient.builder(sidecar.checks()).deadline(PATIENT).build();
        channel = NettyChannelBuilder.forTarget(sidecar.checks()).usePlaintext().build();
    }

    /** Asks a check on behalf of a session; its receipt is under a checkpoint then. */
    void check(String session) {
        published(client.check(CheckRequest.of("read", "/a")
                        .principal("alice")
                        .context(AttributeMap.EMPTY.with("session", session)))
                .decisionId());
    }

    /** Has a content judged on behalf of a session; the receipt of that is under a checkpoint then. */
    EgressAnswer judge(String session) {
        EgressAnswer answer = EgressServiceGrpc.newBlockingStub(channel)
                .check(EgressCheckRequest.newBuilder()
                        .setQuestion(EgressQuestion.newBuilder()
                                .addDestinations("https://api.partner.example/")
                                .setSession(session)
                                .setCertificate(true))
                        .setContent(ByteString.copyFromUtf8("hello"))
                        .build())
                .getAnswers(0);
        published(answer.getDecisionId());
        return answer;
    }

    String admin() {
        return sidecar.admin();
    }

    @Override
    public void close() {
        client.close();
        channel.shutdownNow();
        sidecar.close();
    }

    /** Waits until the checkpoint beside the log is over the receipt of a decision. */
    private void published(String decision) {
        try (EvidenceClient log = EvidenceClient.open(sidecar.checks(), null, PATIENT)) {
            await().atMost(PATIENT)
                    .ignoreExceptions()
                    .until(() -> log.receipt(decision).getIndex() < signedSize());
        }
    }

    private long signedSize() throws IOException {
        return Long.parseLong(Files.readAllLines(checkpoint).get(1));
    }
}
