package dev.postern.sidecar;

import static dev.postern.sidecar.TokenSidecar.assertAllowed;
import static dev.postern.sidecar.TokenSidecar.assertDenied;
import static dev.postern.sidecar.TokenSidecar.bearer;
import static dev.postern.sidecar.TokenSidecar.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Possession;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.v1.CapabilityCheckResponse;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.Principal;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.nio.file.Path;
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

    private final SampleTokens tokens = new SampleTokens(Instant.now().getEpochSecond());

    @TempDir
    private Path directory;

    private TokenSidecar sidecar;

    @BeforeEach
    void start() throws Exception {
        sidecar = new TokenSidecar(directory);
    }

    @AfterEach
    void stop() throws InterruptedException {
        sidecar.stop();
    }

    @Test
    void aTokenPermitsWhatItGrantsAndPolicyPermits() {
        Token held = tokens.held("t-1");
        String text = TokenText.print(held);
        for (int round = 0; round < 2; round++) {
            assertAllowed(sidecar.decide("file.write", "/docs/42", bearer(text)));
            assertAllowed(sidecar.decide("file.write", "/docs/42", Map.of("x-postern-token", text)));
            assertAllowed(
                    sidecar.ask(request("file.write", "/docs/42").setToken(text).build(), Map.of()));
            assertDenied("policy.deny", sidecar.decide("file.read", "/docs/sealed", bearer(text)));
            assertDenied("cap.not_granted", sidecar.decide("file.read", "/etc/42", bearer(text)));
        }
        String narrowed = TokenText.print(tokens.narrowed(held, "t-2"));
        assertAllowed(sidecar.decide("file.read", "/docs/42", bearer(narrowed)));
        assertDenied("cap.not_granted", sidecar.decide("file.write", "/docs/42", bearer(narrowed)));
    }

    @Test
    void withoutATokenNobodyIsKnown() {
        assertDenied("policy.default", sidecar.decide("file.read", "/docs/42", Map.of()));
    }

    @Test
    void explainsAndAnswersBatchesForTheBearer() {
        Map<String, String> shown = bearer(tokens.text("t-1"));
        DecideRequest check = request("file.read", "/docs/42").build();
        var stub = sidecar.stub(shown);
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
        assertDenied("cap.malformed", sidecar.decide("file.read", "/docs/42", bearer("pt1.AAAA")));
        assertDenied(
                "cap.ambiguous",
                sidecar.decide(
                        "file.read",
                        "/docs/42",
                        Map.of("authorization", "Bearer " + good, "x-postern-token", tokens.text("t-2"))));
        assertDenied(
                "cap.issuer",
                sidecar.decide(
                        "file.read",
                        "/docs/42",
                        bearer(TokenText.print(tokens.issue("t-1", Possession.BEARER, SampleTokens.key(9))))));
        assertDenied(
                "cap.subject",
                sidecar.ask(
                        request("file.read", "/docs/42")
                                .setPrincipal(Principal.newBuilder().setId("somebody"))
                                .build(),
                        bearer(good)));
        SampleTokens old = new SampleTokens(Instant.now().getEpochSecond() - 700);
        assertDenied("cap.expired", sidecar.decide("file.read", "/docs/42", bearer(old.text("t-1"))));
    }

    @Test
    void whatDemandsAProofIsOfNoUseWithoutOne() {
        Token proven = tokens.issue("t-1", new Possession(SampleTokens.HOLDER.publicKey(), true, null));
        String text = TokenText.print(proven);
        long now = System.currentTimeMillis();
        String proof = SampleTokens.proof(proven, "file.read", "/docs/42", now, 1);
        Map<String, String> shown = Map.of("authorization", "Bearer " + text, "x-postern-proof", proof);
        assertDenied("cap.proof", sidecar.decide("file.read", "/docs/42", bearer(text)));
        assertDenied("cap.proof", sidecar.decide("file.write", "/docs/42", shown));
        assertAllowed(sidecar.decide("file.read", "/docs/42", shown));
        assertDenied("cap.replayed", sidecar.decide("file.read", "/docs/42", shown));
        String late = SampleTokens.proof(proven, "file.read", "/docs/42", now - 60_000, 2);
        assertDenied(
                "cap.proof",
                sidecar.ask(
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
        var service = CapabilityServiceGrpc.newBlockingStub(sidecar.channel()).withDeadlineAfter(10, TimeUnit.SECONDS);
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

    private io.envoyproxy.envoy.service.auth.v3.CheckResponse authorize(Map<String, String> headers) {
        return AuthorizationGrpc.newBlockingStub(sidecar.channel())
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
}
