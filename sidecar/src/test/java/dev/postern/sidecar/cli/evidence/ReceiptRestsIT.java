package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.client.EvidenceClient;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.Opening;
import dev.postern.evidence.Question;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.EgressAnswer;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EvidenceServiceGrpc;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.Principal;
import dev.postern.v1.ProveInclusionResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole sidecar whose receipts name what its answers rest on. */
@Timeout(60)
final class ReceiptRestsIT {

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle'}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', http: off}
            warm_up: {checks: 0}
            evidence: {checkpoint: {entries: 1, age: 50ms}}
            capability:
              issuers: [{name: acme, keys: ['%2$s']}]
              audience: [postern]
            egress:
              certificate_key: '%1$s/gate.pem'
              dns: {resolve: false}
            """;

    private final SampleTokens tokens = new SampleTokens(Instant.now().getEpochSecond());

    @TempDir
    private Path directory = Path.of("");

    private Sidecar sidecar;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("policy.ccl"), """
                permit file.* on '/docs/**'
                permit egress.connect on '/https/api.partner.example/**'
                """);
        Files.createDirectory(directory.resolve("state"));
        assertThat(Run.of("keys", "generate", directory.resolve("gate.pem").toString())
                        .exit())
                .isZero();
        String signer = directory.resolve("signer.pem").toString();
        assertThat(Run.of("keys", "generate", signer).exit()).isZero();
        Run signed = Run.of("covenant", "sign", "--bundle", bundle.toString(), "--issuer", "ops", "--key", signer);
        assertThat(signed.exit()).as(signed.err()).isZero();
        sidecar = Launched.from(CONFIGURATION.formatted(
                directory, SampleTokens.ISSUER.publicKey().hex()));
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
    void aReceiptNamesTheCovenantWhoseSignerAnswersForTheBundle() throws IOException {
        JsonNode receipt = receipt(decide(""));

        JsonNode covenant = Json.JSON.readTree(
                directory.resolve("bundle/bundle.covenant.json").toFile());
        assertThat(receipt.get("covenants")).hasSize(1);
        assertThat(receipt.get("covenants").get(0)).isEqualTo(covenant.get("id"));
        assertThat(receipt.get("tokens")).isEmpty();
        assertThat(receipt.get("egress")).isEmpty();
    }

    @Test
    void aReceiptNamesEveryLinkOfTheTokenThatWasShown() throws IOException {
        Token held = tokens.held("t-1");
        Token narrowed = tokens.narrowed(held, "t-2");

        JsonNode receipt = receipt(decide(TokenText.print(narrowed)));

        assertThat(receipt.get("decision").asText()).isEqualTo("ALLOW");
        assertThat(receipt.get("tokens")).hasSize(2);
        JsonNode first = receipt(decide(TokenText.print(held))).get("tokens");
        assertThat(first).hasSize(1);
        assertThat(receipt.get("tokens").get(0)).isEqualTo(first.get(0));
    }

    @Test
    void theReceiptOfAnEgressCheckNamesItsCertificate() throws Exception {
        EgressCheckResponse response = EgressServiceGrpc.newBlockingStub(channel)
                .check(EgressCheckRequest.newBuilder()
                        .setQuestion(EgressQuestion.newBuilder()
                                .setPrincipal(Principal.newBuilder().setId("agent-7"))
                                .addDestinations("https://api.partner.example/v1")
                                .addDestinations("https://elsewhere.example/")
                                .setCertificate(true))
                        .setContent(ByteString.copyFromUtf8("hello"))
                        .build());

        assertThat(response.getAnswersList()).hasSize(2);
        for (EgressAnswer answer : response.getAnswersList()) {
            byte[] payload = Base64.getDecoder()
                    .decode(Json.JSON
                            .readTree(answer.getCertificate().toByteArray())
                            .get("payload")
                            .asText());
            JsonNode receipt = receipt(answer.getDecisionId());
            assertThat(Json.JSON.readTree(payload).get("id").asText()).isEqualTo(answer.getDecisionId());
            assertThat(receipt.get("egress")).hasSize(1);
            assertThat(receipt.get("egress").get(0).asText()).isEqualTo("sha256:" + sha256(payload));
        }
        assertThat(receipt(response.getAnswers(1).getDecisionId())
                        .get("decision")
                        .asText())
                .isEqualTo("DENY");
    }

    @Test
    void anErasedQuestionLeavesReceiptAndProofAsTheyWere() throws Exception {
        String decision = decide("");
        JsonNode receipt = receipt(decision);
        assertThatThrownBy(() -> EvidenceServiceGrpc.newBlockingStub(channel)
                        .getReceipt(GetReceiptRequest.newBuilder()
                                .setDecisionId(decision)
                                .setOpening(true)
                                .build()))
                .hasMessageContaining("PERMISSION_DENIED");
        try (EvidenceClient operators = EvidenceClient.open(sidecar.admin(), null, Duration.ofSeconds(10))) {
            GetReceiptResponse before = operators.opened(decision);
            Opening opening = new Opening(
                    before.getOpening().getSalt().toByteArray(),
                    before.getOpening().getQuestion().toByteArray());
            assertThat(opening.commitment().hex())
                    .isEqualTo(receipt.get("question").asText());
            assertThat(Question.decode(opening.question()).resource()).isEqualTo("/docs/42");

            destroyKeys();

            GetReceiptResponse after = operators.opened(decision);
            assertThat(after.hasOpening()).isFalse();
            assertThat(after.getReceipt()).isEqualTo(before.getReceipt());
            ProveInclusionResponse proof = operators.proveInclusion(after.getIndex());
            List<TreeHash> path = proof.getPathList().stream()
                    .map(hash -> TreeHash.of(hash.toByteArray()))
                    .toList();
            assertThat(new InclusionProof(proof.getIndex(), proof.getSize(), path)
                            .verify(
                                    MerkleHasher.leafHash(after.getReceipt().toByteArray()),
                                    TreeHash.of(proof.getRoot().toByteArray())))
                    .isEqualTo(Verification.verified());
        }
    }

    private void destroyKeys() throws IOException {
        try (DirectoryStream<Path> keys =
                Files.newDirectoryStream(directory.resolve("state/evidence"), "segment-*.key")) {
            for (Path key : keys) {
                Files.delete(key);
            }
        }
    }

    private String decide(String token) {
        return DecisionServiceGrpc.newBlockingStub(channel)
                .decide(DecideRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setId(token.isEmpty() ? "ann" : ""))
                        .setAction("file.read")
                        .setResource("/docs/42")
                        .setToken(token)
                        .build())
                .getDecisionId();
    }

    /** The receipt of an answer, once a checkpoint is over it. */
    private JsonNode receipt(String decision) throws IOException {
        ByteString[] receipt = new ByteString[1];
        await().ignoreExceptionsInstanceOf(StatusRuntimeException.class).until(() -> {
            receipt[0] = EvidenceServiceGrpc.newBlockingStub(channel)
                    .getReceipt(GetReceiptRequest.newBuilder()
                            .setDecisionId(decision)
                            .build())
                    .getReceipt();
            return true;
        });
        return Json.JSON.readTree(receipt[0].toByteArray());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
