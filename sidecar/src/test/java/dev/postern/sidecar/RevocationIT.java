package dev.postern.sidecar;

import static dev.postern.sidecar.TokenSidecar.assertAllowed;
import static dev.postern.sidecar.TokenSidecar.assertDenied;
import static dev.postern.sidecar.TokenSidecar.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.client.AdminClient;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.IssueResponse;
import dev.postern.v1.Principal;
import dev.postern.v1.RevokeRequest;
import dev.postern.v1.RevokeResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole sidecar that issues tokens, and to which they are revoked. */
@Timeout(60)
final class RevocationIT {

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
    void issuesAndRevokesForWhomPolicyPermitsAndOnlyOnTheAdminListener() {
        var ordinary = CapabilityServiceGrpc.newBlockingStub(sidecar.channel());
        assertThatThrownBy(() -> ordinary.issue(issue("root"))).hasMessageContaining("UNIMPLEMENTED");
        assertThatThrownBy(() -> ordinary.revoke(RevokeRequest.getDefaultInstance()))
                .hasMessageContaining("UNIMPLEMENTED");
        try (AdminClient operators = AdminClient.open(sidecar.admin(), null, Duration.ofSeconds(10))) {
            assertDenied("policy.default", operators.issue(issue("somebody")).getDecision());
            IssueResponse issued = operators.issue(issue("root"));
            assertAllowed(issued.getDecision());
            Map<String, String> shown = bearer(issued.getToken());
            assertAllowed(sidecar.decide("file.read", "/docs/42", shown));
            RevokeRequest revoke =
                    RevokeRequest.newBuilder().setTokenId(issued.getTokenId()).build();
            assertDenied("policy.default", operators.revoke(revoke).getDecision());
            assertAllowed(sidecar.decide("file.read", "/docs/42", shown));
            RevokeResponse revoked = operators.revoke(
                    revoke.toBuilder().setPrincipal(principal("root")).build());
            assertThat(revoked.getRevoked()).isTrue();
            assertDenied("cap.revoked", sidecar.decide("file.read", "/docs/42", shown));
            IssueResponse malformed =
                    operators.issue(issue("root").toBuilder().clearScopes().build());
            assertDenied("cap.malformed", malformed.getDecision());
            assertThat(malformed.getProblem()).contains("scopes");
            assertThat(malformed.getToken()).isEmpty();
        }
    }

    @Test
    void revokesATokenUntilItExpiresAndRefusesTimesThatNoRecordHolds() throws Exception {
        Path record = directory.resolve("state/revocations");
        RevokeRequest root =
                RevokeRequest.newBuilder().setPrincipal(principal("root")).build();
        try (AdminClient operators = AdminClient.open(sidecar.admin(), null, Duration.ofSeconds(10))) {
            for (long time : new long[] {-1, Revocation.LAST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                for (RevokeRequest.Builder request : new RevokeRequest.Builder[] {
                    root.toBuilder().setTokenId("t-1").setExpiresAt(time),
                    root.toBuilder().setSubject("s").setUntil(time),
                    root.toBuilder().setAll(true).setUntil(time)
                }) {
                    RevokeResponse refused = operators.revoke(request.build());
                    assertThat(refused.getRevoked()).isFalse();
                    assertDenied("input.incomplete", refused.getDecision());
                }
            }
            assertThat(record).doesNotExist();
            long expires = Instant.now().getEpochSecond() + 500;
            RevokeResponse revoked = operators.revoke(
                    root.toBuilder().setTokenId("t-1").setExpiresAt(expires).build());
            assertThat(revoked.getRevoked()).isTrue();
            assertThat(Files.readString(record)).matches("token [0-9a-f]{32} " + expires + "\n");
            assertDenied("cap.revoked", sidecar.decide("file.read", "/docs/42", bearer(tokens.text("t-1"))));
        }
    }

    @Test
    void whatAnotherProcessRevokesCountsSoon() throws Exception {
        Map<String, String> shown = bearer(tokens.text("t-9"));
        assertAllowed(sidecar.decide("file.read", "/docs/42", shown));
        try (FileRevocations file = new FileRevocations(directory.resolve("state/revocations"))) {
            file.append(new Revocation.OfToken(RevocationName.ofToken("t-9")));
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertDenied("cap.revoked", sidecar.decide("file.read", "/docs/42", shown)));
        sidecar.restart();
        assertDenied("cap.revoked", sidecar.decide("file.read", "/docs/42", shown));
    }

    @Test
    void aRecordThatLostSomethingIsNotGoneBy() throws Exception {
        Map<String, String> shown = bearer(tokens.text("t-9"));
        Path record = directory.resolve("state/revocations");
        try (FileRevocations file = new FileRevocations(record)) {
            file.append(new Revocation.OfToken(RevocationName.ofToken("t-1")));
        }
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertAllowed(sidecar.decide("file.read", "/docs/42", shown));
        Files.writeString(record, "");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertDenied("cap.revocation_stale", sidecar.decide("file.read", "/docs/42", shown)));
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
}
