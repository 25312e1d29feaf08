package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.identity.SampleTokens;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole sidecar that believes the issuer of the sample tokens and issues some of its own. */
final class TokenSidecar {

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

    private final Path directory;
    private final String own;
    private Sidecar sidecar;
    private ManagedChannel channel;

    TokenSidecar(Path directory) throws Exception {
        this.directory = directory;
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("policy.ccl"), """
                permit file.* on '/docs/**' when principal.id = 'agent-7' and capability.issuer = 'acme'
                permit http.get on '/docs/**' when principal.id = 'agent-7'
                deny file.** on '/docs/sealed'
                permit postern.capability.* on '**' when principal.id = 'root'
                """);
        Files.createDirectory(directory.resolve("state"));
        Path key = directory.resolve("issuer.pem");
        KeyFile.generate(key, new SecureRandom());
        own = KeyFile.read(key).publicKey().hex();
        sidecar = Launched.from(configuration());
        channel = connect();
    }

    /** Stops it and starts it again in the same directory. */
    void restart() throws IOException, InterruptedException {
        stop();
        sidecar = Launched.from(configuration());
        channel = connect();
    }

    ManagedChannel channel() {
        return channel;
    }

    String admin() {
        return sidecar.admin();
    }

    DecideResponse decide(String action, String resource, Map<String, String> shown) {
        return ask(request(action, resource).build(), shown);
    }

    DecideResponse ask(DecideRequest request, Map<String, String> shown) {
        return stub(shown).decide(request);
    }

    DecisionServiceGrpc.DecisionServiceBlockingStub stub(Map<String, String> shown) {
        Metadata metadata = new Metadata();
        shown.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    static DecideRequest.Builder request(String action, String resource) {
        return DecideRequest.newBuilder().setAction(action).setResource(resource);
    }

    static Map<String, String> bearer(String token) {
        return Map.of("authorization", "Bearer " + token);
    }

    static void assertAllowed(DecideResponse answer) {
        assertThat(answer.getReason()).isEqualTo("policy.permit");
        assertThat(answer.getDecision()).isEqualTo(Outcome.ALLOW);
    }

    static void assertDenied(String reason, DecideResponse answer) {
        assertThat(answer.getReason()).isEqualTo(reason);
        assertThat(answer.getDecision()).isEqualTo(Outcome.DENY);
    }

    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        sidecar.close();
    }

    private String configuration() {
        return CONFIGURATION.formatted(
                directory, SampleTokens.ISSUER.publicKey().hex(), own);
    }

    private ManagedChannel connect() {
        ListenAddress.Tcp address = (ListenAddress.Tcp) ListenAddress.parse(sidecar.checks());
        return NettyChannelBuilder.forAddress(address.address()).usePlaintext().build();
    }
}
