package dev.postern.sidecar.source.principals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.DecisionServiceGrpc.DecisionServiceBlockingStub;
import dev.postern.v1.Principal;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar with the principals of docs/principals.md answers as it says. */
@Timeout(120)
class PrincipalsDocumentIT {

    private static final Path DOCUMENT = Path.of("../docs/principals.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:`([^`]+)`)? ?\\| `([^`]+)` \\| `([^`]+)` \\| `([^`]+)` \\|$");

    @TempDir
    private Path directory;

    private Sidecar sidecar;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("principals.yaml"), block("yaml"));
        Files.writeString(directory.resolve("policy.ccl"), block("ccl"));
        sidecar = Launched.from("""
                bundle: {path: '%1$s/policy.ccl', watch: false}
                principals: {file: '%1$s/principals.yaml'}
                state_dir: '%1$s/state'
                listen: {grpc: '127.0.0.1:0', http: 'off', admin: 'off'}
                warm_up: {checks: 0}
                """.formatted(directory));
        channel =
                ManagedChannelBuilder.forTarget(sidecar.checks()).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        sidecar.close();
    }

    @Test
    void everyRowIsAnsweredAsItSays() throws IOException {
        List<MatchResult> rows =
                ROW.matcher(Files.readString(DOCUMENT)).results().toList();
        for (MatchResult row : rows) {
            assertThat(ask(row.group(1), Objects.requireNonNullElse(row.group(2), ""), row.group(3), row.group(4)))
                    .as(row.group())
                    .isEqualTo(row.group(5));
        }
        assertThat(rows).hasSize(9);
    }

    @Test
    void aChangedPrincipalIsAnsweredAnewWithoutARestart() throws IOException {
        assertThat(ask("carol", "", "read", "/reports/1")).isEqualTo("policy.default");
        Files.writeString(
                directory.resolve("principals.yaml"), block("yaml").replace("carol: {}", "carol: {roles: [viewer]}"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("carol", "", "read", "/reports/1").equals("policy.permit"));
        Files.writeString(directory.resolve("principals.yaml"), block("yaml"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("carol", "", "read", "/reports/1").equals("policy.default"));
    }

    private String ask(String principal, String roles, String action, String resource) {
        DecisionServiceBlockingStub stub =
                DecisionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        return stub.decide(DecideRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder()
                                .setId(principal)
                                .addAllRoles(roles.isEmpty() ? List.of() : List.of(roles.split(" ", -1))))
                        .setAction(action)
                        .setResource(resource)
                        .build())
                .getReason();
    }

    /** The first block of a language. */
    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language.toLowerCase(Locale.ROOT) + "\n(.*?)```")
                .matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
