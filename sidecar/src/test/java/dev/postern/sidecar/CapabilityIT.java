package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.capability.Possession;
import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.client.AdminClient;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.v1.CapabilityCheckResponse;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.IssueResponse;
import dev.postern.v1.Outcome;
import dev.postern.v1.Principal;
import dev.postern.v1.RevokeRequest;
import dev.postern.v1.RevokeResponse;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole sidecar that is shown tokens. */
@Timeout(60)
final class CapabilityIT {

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle'}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', http: off}
            warm_up: {checks: 0}
            capability:
              issuers: [{name: acme, keys: ['%2$s', '%3$s']}]
              issue: {key: '%1$s/issuer.pem', issuer: acme}
              audience: [postern]
            """;

    private final SampleTokens tokens = new SampleTokens(Instant.now().getEpochSecond());

    @TempDir
    Path directory;

    private String own = "";
    private Sidecar sidecar;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("policy.ccl"), """
                permit file.* on '/docs/**' when principal.id = 'agent-7' and capability.issuer = 'acme'
                permit http.get on '/docs/**' when principal.id = 'agent-7'
                deny file.** on '/docs/sealed'
                permit postern.capability.* on '**' when principal.id = 'root'
                """);
        Files.createDirectory(directory.resolve("state"));
        Path key = directory.resolve("issuer.pem");
        KeyFile.generate(key, new java.security.SecureRandom());
        own = KeyFile.read(key).publicKey().hex();
        sidecar = Launched.from(configuration());
        connect();
    }

    private String configuration() {
        return CONFIGURATION.formatted(
                directory, SampleTokens.ISSUER.publicKey().hex(), own);
    }

    private void connect() {
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
    void aTokenPermitsWhatItGrantsAndPolicyPermits() {
        Token held = tokens.held("t-1");
        String text = TokenText.print(held);
        for (int round = 0; round < 2; round++) {
            assertAllowed(decide("file.write", "/docs/42", bearer(text)));
            assertAllowed(decide("file.write", "/docs/42", Map.of("x-postern-token", text)));
            assertAllowed(ask(request("file.write", "/docs/42").setToken(text).build(), Map.of()));
            assertDenied("policy.deny", decide("file.read", "/docs/sealed", bearer(text)));
            assertDenied("cap.not_granted", decide("file.read", "/etc/42", bearer(text)));
        }
        String narrowed = TokenText.print(tokens.narrowed(held, "t-2"));
        assertAllowed(decide("file.read", "/docs/42", bearer(narrowed)));
        assertDenied("cap.not_granted", decide("file.write", "/docs/42", bearer(narrowed)));
    }

    @Test
    void withoutATokenNobodyIsKnown() {
        assertDenied("policy.default", decide("file.read", "/docs/42", Map.of()));
    }

    @Test
    void explainsAndAnswersBatchesForTheBearer() {
        Map<String, String> shown = bearer(tokens.text("t-1"));
        DecideRequest check = request("file.read", "/docs/42").build();
        var stub = stub(shown);
        assertAllowed(stub.explain(ExplainRequest.newBuilder().setCheck(check).build())
                .getDecision());
        assertThat(stub.decideBatch(dev.postern.v1.DecideBatchRequest.newBuilder()
                                .addChecks(check)
                                .addChecks(request("file.read", "/etc/42"))
                                .build())
                        .getDecisionsList())
                .extracting(DecideResponse::getReason)
                .containsExactly("policy.permit", "cap.not_granted");
    }

    @Test
    void envoyPassesTheTokenOfItsClientOn() throws Exception {
        assertThat(authorize(bearer(tokens.text("t-1"))).getStatus().getCode()).isZero();
        assertThat(authorize(Map.of()).getStatus().getCode()).isNotZero();
        assertThat(authorize(bearer("pt1.AAAA")).getStatus().getCode()).isNotZero();
    }

    @Test
    void refusesWhatIsNotGood() {
        String good = tokens.text("t-1");
        assertDenied("cap.malformed", decide("file.read", "/docs/42", bearer("pt1.AAAA")));
        assertDenied(
                "cap.ambiguous",
                decide(
                        "file.read",
                        "/docs/42",
                        Map.of("authorization", "Bearer " + good, "x-postern-token", tokens.text("t-2"))));
        assertDenied(
                "cap.issuer",
                decide(
                        "file.read",
                        "/docs/42",
                        bearer(TokenText.print(tokens.issue("t-1", Possession.BEARER, SampleTokens.key(9))))));
        assertDenied(
                "cap.subject",
                ask(
                        request("file.read", "/docs/42")
                                .setPrincipal(Principal.newBuilder().setId("somebody"))
                                .build(),
                        bearer(good)));
        SampleTokens old = new SampleTokens(Instant.now().getEpochSecond() - 700);
        assertDenied("cap.expired", decide("file.read", "/docs/42", bearer(old.text("t-1"))));
    }

    @Test
    void whatDemandsAProofIsOfNoUseWithoutOne() {
        Token proven = tokens.issue("t-1", new Possession(SampleTokens.HOLDER.publicKey(), true, null));
        String text = TokenText.print(proven);
        long now = System.currentTimeMillis();
        String proof = SampleTokens.proof(proven, "file.read", "/docs/42", now, 1);
        Map<String, String> shown = Map.of("authorization", "Bearer " + text, "x-postern-proof", proof);
        assertDenied("cap.proof", decide("file.read", "/docs/42", bearer(text)));
        assertDenied("cap.proof", decide("file.write", "/docs/42", shown));
        assertAllowed(decide("file.read", "/docs/42", shown));
        assertDenied("cap.replayed", decide("file.read", "/docs/42", shown));
        String late = SampleTokens.proof(proven, "file.read", "/docs/42", now - 60_000, 2);
        assertDenied(
                "cap.proof",
                ask(
                        request("file.read", "/docs/42")
                                .setToken(text)
                                .setProof(late)
                                .build(),
                        Map.of()));
    }

    @Test
    void theCapabilityServiceSaysWhichLinkDecides() {
        Token held = tokens.held("t-1");
        String narrowed = TokenText.print(tokens.narrowed(held, "t-2"));
        var service = CapabilityServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
        CapabilityCheckResponse allowed = service.check(
                request("file.read", "/docs/42").setId("q").setToken(narrowed).build());
        assertAllowed(allowed.getDecision());
        assertThat(allowed.getDecision().getId()).isEqualTo("q");
        assertThat(allowed.hasLink()).isFalse();
        CapabilityCheckResponse denied = service.check(
                request("file.write", "/docs/42").setToken(narrowed).build());
        assertDenied("cap.not_granted", denied.getDecision());
        assertThat(denied.getLink()).isEqualTo(1);
        assertThat(denied.getExplanation()).contains("does not grant");
        CapabilityCheckResponse without =
                service.check(request("file.write", "/docs/42").build());
        assertDenied("cap.missing", without.getDecision());
        assertThat(without.hasLink()).isFalse();
    }

    @Test
    void issuesAndRevokesForWhomPolicyPermitsAndOnlyOnTheAdminListener() {
        var ordinary = CapabilityServiceGrpc.newBlockingStub(channel);
        assertThatThrownBy(() -> ordinary.issue(issue("root"))).hasMessageContaining("UNIMPLEMENTED");
        assertThatThrownBy(() -> ordinary.revoke(RevokeRequest.getDefaultInstance()))
                .hasMessageContaining("UNIMPLEMENTED");
        try (AdminClient operators = AdminClient.open(sidecar.admin(), null, Duration.ofSeconds(10))) {
            assertDenied("policy.default", operators.issue(issue("somebody")).getDecision());
            IssueResponse issued = operators.issue(issue("root"));
            assertAllowed(issued.getDecision());
            Map<String, String> shown = bearer(issued.getToken());
            assertAllowed(decide("file.read", "/docs/42", shown));
            RevokeRequest revoke =
                    RevokeRequest.newBuilder().setTokenId(issued.getTokenId()).build();
            assertDenied("policy.default", operators.revoke(revoke).getDecision());
            assertAllowed(decide("file.read", "/docs/42", shown));
            RevokeResponse revoked = operators.revoke(
                    revoke.toBuilder().setPrincipal(principal("root")).build());
            assertThat(revoked.getRevoked()).isTrue();
            assertDenied("cap.revoked", decide("file.read", "/docs/42", shown));
            IssueResponse malformed =
                    operators.issue(issue("root").toBuilder().clearScopes().build());
            assertDenied("cap.malformed", malformed.getDecision());
            assertThat(malformed.getProblem()).contains("scopes");
            assertThat(malformed.getToken()).isEmpty();
        }
    }

    @Test
    void whatAnotherProcessRevokesCountsSoon() throws Exception {
        Map<String, String> shown = bearer(tokens.text("t-9"));
        assertAllowed(decide("file.read", "/docs/42", shown));
        try (FileRevocations file = new FileRevocations(directory.resolve("state/revocations"))) {
            file.append(new Revocation.OfToken(RevocationName.ofToken("t-9")));
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertDenied("cap.revoked", decide("file.read", "/docs/42", shown)));
        stop();
        sidecar = Launched.from(configuration());
        connect();
        assertDenied("cap.revoked", decide("file.read", "/docs/42", shown));
    }

    @Test
    void aRecordThatLostSomethingIsNotGoneBy() throws Exception {
        Map<String, String> shown = bearer(tokens.text("t-9"));
        Path record = directory.resolve("state/revocations");
        try (FileRevocations file = new FileRevocations(record)) {
            file.append(new Revocation.OfToken(RevocationName.ofToken("t-1")));
        }
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertAllowed(decide("file.read", "/docs/42", shown));
        Files.writeString(record, "");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertDenied("cap.revocation_stale", decide("file.read", "/docs/42", shown)));
    }

    private static IssueRequest issue(String principal) {
        return IssueRequest.newBuilder()
                .setPrincipal(principal(principal))
                .setSubject("agent-7")
                .addCapabilities("file.*")
                .addScopes("/docs/**")
                .setLifeSeconds(600)
                .build();
    }

    private static Principal principal(String id) {
        return Principal.newBuilder().setId(id).build();
    }

    private io.envoyproxy.envoy.service.auth.v3.CheckResponse authorize(Map<String, String> headers) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .check(CheckRequest.newBuilder()
                        .setAttributes(AttributeContext.newBuilder()
                                .setRequest(AttributeContext.Request.newBuilder()
                                        .setHttp(AttributeContext.HttpRequest.newBuilder()
                                                .setMethod("GET")
                                                .setPath("/docs/42")
                                                .setHost("docs")
                                                .putAllHeaders(headers))))
                        .build());
    }

    private DecideResponse decide(String action, String resource, Map<String, String> shown) {
        return ask(request(action, resource).build(), shown);
    }

    private DecideResponse ask(DecideRequest request, Map<String, String> shown) {
        return stub(shown).decide(request);
    }

    private DecisionServiceGrpc.DecisionServiceBlockingStub stub(Map<String, String> shown) {
        Metadata metadata = new Metadata();
        shown.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static DecideRequest.Builder request(String action, String resource) {
        return DecideRequest.newBuilder().setAction(action).setResource(resource);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("authorization", "Bearer " + token);
    }

    private static void assertAllowed(DecideResponse answer) {
        assertThat(answer.getReason()).isEqualTo("policy.permit");
        assertThat(answer.getDecision()).isEqualTo(Outcome.ALLOW);
    }

    private static void assertDenied(String reason, DecideResponse answer) {
        assertThat(answer.getReason()).isEqualTo(reason);
        assertThat(answer.getDecision()).isEqualTo(Outcome.DENY);
    }
}
