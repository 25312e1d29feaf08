package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Grant;
import dev.postern.capability.Link;
import dev.postern.capability.Token;
import dev.postern.capability.TokenJson;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenText;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A holder signs whatever it likes and shows it to a sidecar: nothing is permitted that its parent does not permit. */
@Timeout(120)
final class WideningIT {

    private static final int CHILDREN = Integer.getInteger("children", 400);
    private static final List<String> ACTIONS =
            List.of("file.read", "file.*", "file.**", "**", "*.read", "http.get", "net.dial", "*.*");
    private static final List<String> SCOPES =
            List.of("/docs/**", "/docs/42", "/docs/*", "**", "/**", "/*/42", "/etc/**", "/docs/../etc");
    private static final List<String> ASKED = List.of("file.read", "file.write", "http.get", "net.dial");
    private static final List<String> PLACES = List.of("/docs/42", "/docs/a/b", "/etc/42", "/", "/docs");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SampleTokens tokens = new SampleTokens(Instant.now().getEpochSecond());

    @TempDir
    Path directory;

    @Test
    void noChildPermitsWhatItsParentDoesNot() throws Exception {
        Path bundle = Files.writeString(directory.resolve("policy.ccl"), "permit ** on '**'\n");
        try (Sidecar sidecar = Launched.from(
                """
                bundle: {path: '%s'}
                state_dir: '%s'
                listen: {grpc: '127.0.0.1:0', http: off}
                warm_up: {checks: 0}
                capability: {issuers: [{name: acme, keys: ['%s']}]}
                """.formatted(bundle, directory, SampleTokens.ISSUER.publicKey().hex()))) {
            ListenAddress.Tcp address = (ListenAddress.Tcp) ListenAddress.parse(sidecar.checks());
            ManagedChannel channel = NettyChannelBuilder.forAddress(address.address())
                    .usePlaintext()
                    .build();
            try {
                var stub = DecisionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(100, TimeUnit.SECONDS);
                Token parent = tokens.held("t-1");
                List<Outcome> most = outcomes(stub, TokenText.print(parent));
                assertThat(most).contains(Outcome.ALLOW, Outcome.DENY);
                int permitting = 0;
                for (int i = 0; i < CHILDREN; i++) {
                    String child = child(parent);
                    List<Outcome> outcomes = outcomes(stub, child);
                    for (int j = 0; j < outcomes.size(); j++) {
                        assertThat(outcomes.get(j) == Outcome.DENY || most.get(j) == Outcome.ALLOW)
                                .as("seed %d, child %d, check %d: %s", seed, i, j, child)
                                .isTrue();
                    }
                    permitting += outcomes.contains(Outcome.ALLOW) ? 1 : 0;
                }
                assertThat(permitting).as("seed %d", seed).isBetween(1, CHILDREN - 1);
            } finally {
                channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            }
        }
    }

    private static List<Outcome> outcomes(DecisionServiceGrpc.DecisionServiceBlockingStub stub, String token) {
        DecideBatchRequest.Builder batch = DecideBatchRequest.newBuilder();
        for (String action : ASKED) {
            for (String place : PLACES) {
                batch.addChecks(DecideRequest.newBuilder()
                        .setAction(action)
                        .setResource(place)
                        .setToken(token));
            }
        }
        return stub.decideBatch(batch.build()).getDecisionsList().stream()
                .map(DecideResponse::getDecision)
                .toList();
    }

    /** A child by hand: what no tool of ours would sign. */
    private String child(Token parent) {
        Link above = parent.last();
        Grant grant = above.grant();
        long later = random.nextInt(20) == 0 ? random.nextInt(1, 1_000) : 0;
        JsonObject child = JsonObject.builder()
                .put("version", "1.0")
                .put("token_id", "c-" + random.nextInt(1_000_000))
                .put("tenant", random.nextInt(20) == 0 ? "other" : grant.tenant())
                .put("subject_id", random.nextInt(20) == 0 ? "root" : grant.subject())
                .put("issuer", Grant.signer(SampleTokens.HOLDER.publicKey().keyId()))
                .put("audience", JsonArray.ofStrings(grant.audience()))
                .put("issued_at", grant.lifetime().issuedAt())
                .put("expires_at", grant.lifetime().expiresAt() + later)
                .put("capabilities", JsonArray.ofStrings(some(ACTIONS)))
                .put("scopes", JsonArray.ofStrings(some(SCOPES)))
                .put("parent", above.digest())
                .build();
        byte[] payload = CanonicalBytes.of(child).toByteArray();
        Dsse envelope = Dsse.sign(Grant.PAYLOAD_TYPE, payload, SampleTokens.HOLDER);
        String chain = "[" + TokenJson.print(parent) + "," + new String(envelope.toJson(), UTF_8) + "]";
        return TokenText.print(((TokenResult.Read) TokenJson.parse(chain.getBytes(UTF_8))).token());
    }

    private List<String> some(List<String> from) {
        return new ArrayList<>(new TreeSet<>(Stream.generate(() -> from.get(random.nextInt(from.size())))
                .limit(random.nextInt(1, 3))
                .toList()));
    }
}
