package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.identity.Jwts;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar set up as docs/identity.md has it answers as it says, over TLS. */
@Timeout(120)
class IdentityDocumentIT {

    private static final Path DOCUMENT = Path.of("../docs/identity.md");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([^`]+)` \\| (?:`([^`]+)`)? ?\\| (?:`([^`]+)`)? ?\\| (?:`([^`]+)`)? ?\\| `([^`]+)` \\|$");
    private static final List<String> RESERVED =
            List.of("principal", "capability", "source", "request", "env", "egress", "principal.id", "source.caller");

    @TempDir
    private Path directory;

    private final Certificates clients = authority("clients");
    private final Certificates servers = authority("servers");
    private final List<ManagedChannel> channels = new ArrayList<>();
    private @Nullable Sidecar sidecar;

    @BeforeEach
    void start() throws Exception {
        servers.issue("localhost", file("server.pem"), file("server.key"));
        clients.writeTo(file("clients.pem"));
        Files.writeString(file("keys.json"), Jwts.jwks());
        Files.writeString(file("policy.ccl"), block("ccl"));
        Matcher names = Pattern.compile("\\b(\\w+\\.(?:pem|key|json))\\b").matcher(block("yaml"));
        sidecar = Launched.from(names.replaceAll(
                        name -> Matcher.quoteReplacement(file(name.group(1)).toString()))
                + """
                bundle: {path: '%1$s/policy.ccl', watch: false}
                state_dir: '%1$s/state'
                listen: {grpc: '127.0.0.1:0', http: 'off', admin: 'off'}
                trust_asserted: never
                warm_up: {checks: 0}
                """.formatted(directory));
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        if (sidecar != null) {
            sidecar.close();
        }
    }

    @Test
    void everyRowIsAnsweredAsItSays() throws Exception {
        int rows = 0;
        for (MatchResult row : ROW.matcher(Files.readString(DOCUMENT)).results().toList()) {
            DecideRequest.Builder check = Calls.check().setAction("read").setResource("/docs/1");
            if (row.group(3) != null) {
                check.setPrincipal(said(row.group(3)));
            }
            assertThat(ask(row.group(1), headers(row.group(2), row.group(4)), check)
                            .getReason())
                    .as(row.group())
                    .isEqualTo(row.group(5));
            rows++;
        }
        assertThat(rows).isGreaterThan(12);
    }

    @Test
    void noContextOverwritesWhatWasProved() throws Exception {
        for (String root : RESERVED) {
            DecideRequest.Builder check = Calls.check()
                    .setAction("read")
                    .setResource("/docs/1")
                    .putContext(root, Value.newBuilder().setText("user:alice").build());
            DecideResponse answer = ask("spiffe://example.org/ns/shop/sa/web", new Metadata(), check);
            assertThat(answer.getReason()).as(root).isEqualTo("input.reserved");
            assertThat(answer.getDecision()).isEqualTo(Outcome.DENY);
        }
    }

    private DecideResponse ask(String certificate, Metadata headers, DecideRequest.Builder check) throws Exception {
        clients.issue(certificate, file("client.pem"), file("client.key"));
        String checks = Objects.requireNonNull(sidecar).checks();
        ManagedChannel channel = NettyChannelBuilder.forTarget("localhost" + checks.substring(checks.lastIndexOf(':')))
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(servers.certificate())
                        .keyManager(
                                file("client.pem").toFile(), file("client.key").toFile())
                        .build())
                .build();
        channels.add(channel);
        return DecisionServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .decide(check.build());
    }

    private static Principal said(String words) {
        List<String> all = List.of(words.split(" ", -1));
        return Principal.newBuilder()
                .setId(all.get(0))
                .addAllRoles(all.subList(1, all.size()))
                .build();
    }

    private static Metadata headers(@Nullable String token, @Nullable String forwarded) {
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(name("authorization"), "Bearer " + token(token));
        }
        if (forwarded != null) {
            headers.put(name("x-forwarded-client-cert"), forwarded);
        }
        return headers;
    }

    private static String token(String of) {
        long now = Clock.systemUTC().millis();
        return switch (of) {
            case "expired" -> Jwts.of("alice", now - 3_600_000);
            case "forged" -> {
                String good = Jwts.of("alice", now);
                char flipped = good.charAt(good.length() - 40) == 'A' ? 'B' : 'A';
                yield good.substring(0, good.length() - 40) + flipped + good.substring(good.length() - 39);
            }
            default -> Jwts.of(of, now);
        };
    }

    private static Metadata.Key<String> name(String text) {
        return Metadata.Key.of(text, Metadata.ASCII_STRING_MARSHALLER);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static String block(String language) throws Exception {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static Certificates authority(String name) {
        try {
            return new Certificates(name);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
