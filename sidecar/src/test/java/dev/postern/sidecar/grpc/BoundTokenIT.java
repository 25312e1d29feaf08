package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Possession;
import dev.postern.capability.TokenText;
import dev.postern.crypto.Sha256;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A token that is bound to a TLS key is of use on that key's connections alone. */
@Timeout(60)
final class BoundTokenIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void countsOnAConnectionOfTheKeyItIsBoundToAndOnNoOther() throws Exception {
        Certificates authority = new Certificates("authority");
        authority.writeTo(file("authority.pem"));
        authority.issue("localhost", file("server.pem"), file("server.key"));
        X509Certificate bearer = authority.issue("bearer", file("bearer.pem"), file("bearer.key"));
        authority.issue("thief", file("thief.pem"), file("thief.key"));
        Files.writeString(file("policy.ccl"), "permit file.* on '/docs/**' when capability.bound = true\n");
        Possession bound =
                new Possession(null, false, Sha256.of(bearer.getPublicKey().getEncoded()));
        String token = TokenText.print(new SampleTokens(Instant.now().getEpochSecond()).issue("t-1", bound));

        try (Sidecar sidecar = Launched.from(configuration())) {
            for (int round = 0; round < 2; round++) {
                assertThat(ask(sidecar, "bearer", token).getDecision()).isEqualTo(Outcome.ALLOW);
                assertThat(ask(sidecar, "thief", token).getReason()).isEqualTo("cap.proof");
            }
        }
    }

    private DecideResponse ask(Sidecar sidecar, String client, String token) throws Exception {
        String checks = sidecar.checks();
        ManagedChannel channel = NettyChannelBuilder.forTarget("localhost" + checks.substring(checks.lastIndexOf(':')))
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(file("authority.pem").toFile())
                        .keyManager(
                                file(client + ".pem").toFile(),
                                file(client + ".key").toFile())
                        .build())
                .build();
        DecideRequest check = Calls.check()
                .setAction("file.read")
                .setResource("/docs/1")
                .setToken(token)
                .build();
        try {
            DecideResponse decided = DecisionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .decide(check);
            assertThat(CapabilityServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(20, TimeUnit.SECONDS)
                            .check(check)
                            .getDecision()
                            .getReason())
                    .isEqualTo(decided.getReason());
            return decided;
        } finally {
            channel.shutdownNow();
        }
    }

    private String configuration() {
        return """
                bundle: {path: '%1$s/policy.ccl', watch: false}
                state_dir: '%1$s/state'
                listen: {grpc: '127.0.0.1:0', http: 'off', admin: 'off'}
                warm_up: {checks: 0}
                tls: {certificate: '%1$s/server.pem', key: '%1$s/server.key', client_authority: '%1$s/authority.pem'}
                capability: {issuers: [{name: acme, keys: ['%2$s']}], audience: [postern]}
                """.formatted(directory, SampleTokens.ISSUER.publicKey().hex());
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
