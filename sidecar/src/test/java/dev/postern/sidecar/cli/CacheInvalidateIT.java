package dev.postern.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.cache.remote.TestRedis;
import dev.postern.sidecar.cli.ask.Question;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Principal;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command names is forgotten by the sidecar it is told to, at once, and soon by another that shares its Redis;
 * what it does not name is remembered by both.
 */
@Timeout(120)
class CacheInvalidateIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private TestRedis redis;
    private Member one;
    private Member other;

    @BeforeEach
    void start() throws Exception {
        Path secret = Files.createFile(
                directory.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "0123456789abcdef".repeat(4) + "\n");
        Path bundle = directory.resolve("bundle");
        Files.createDirectories(bundle.resolve("shop"));
        Files.writeString(bundle.resolve("policy.ccl"), "permit read on '/docs/**' when principal.id != 'eve'\n");
        Files.writeString(bundle.resolve("shop/policy.ccl"), "permit read on '/docs/**' when principal.id != 'eve'\n");
        redis = TestRedis.start(directory);
        one = new Member("one");
        other = new Member("other");
        await().atMost(SOON).until(() -> one.remembers(A) && other.remembers(A));
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
        redis.close();
    }

    private record Question(String tenant, String principal, String resource) {}

    private static final Question A = new Question("default", "ada", "/docs/1");
    private static final Question A_DEEP = new Question("default", "ada", "/docs/old/1");
    private static final Question B = new Question("default", "bob", "/docs/2");
    private static final Question SHOP = new Question("shop", "ada", "/docs/1");
    private static final List<Question> ALL = List.of(A, A_DEEP, B, SHOP);

    @Test
    void aPrincipalIsForgottenAndNobodyElse() {
        forgets(List.of(A, A_DEEP, SHOP), "--principal", "ada");
    }

    @Test
    void resourcesAreForgottenAndNoOthers() {
        forgets(List.of(A, B, SHOP), "--resource", "/docs/*");
    }

    @Test
    void resourcesOfATenantAreForgottenAndNoOthers() {
        forgets(List.of(SHOP), "--tenant", "shop", "--resource", "/**");
    }

    @Test
    void aTenantIsForgottenAndNoOther() {
        forgets(List.of(A, A_DEEP, B), "--tenant", "default");
    }

    @Test
    void everythingIsForgotten() {
        forgets(ALL, "--all");
    }

    private void forgets(List<Question> expected, String... scope) {
        ALL.forEach(question -> {
            one.ask(question);
            other.ask(question);
        });
        String[] command = new String[scope.length + 4];
        command[0] = "cache";
        command[1] = "invalidate";
        command[2] = "--server";
        command[3] = one.sidecar.admin();
        System.arraycopy(scope, 0, command, 4, scope.length);
        assertThat(Run.of(command).exit()).isEqualTo(Exit.OK);

        assertThat(ALL).filteredOn(question -> !one.remembers(question)).isEqualTo(expected);
        await().atMost(SOON).until(() -> !other.remembers(expected.get(0)));
        assertThat(ALL.subList(ALL.indexOf(expected.get(0)) + 1, ALL.size()))
                .filteredOn(question -> !other.remembers(question))
                .isEqualTo(expected.subList(1, expected.size()));
    }

    /** A sidecar and a way to ask it. */
    private final class Member implements AutoCloseable {

        private final Sidecar sidecar;
        private final ManagedChannel channel;

        Member(String name) throws Exception {
            sidecar = Launched.from("""
                    bundle: {path: '%1$s/bundle', watch: false}
                    state_dir: '%1$s/%2$s'
                    listen: {grpc: '127.0.0.1:0', http: 'off', admin: 'unix:%1$s/%2$s.sock'}
                    warm_up: {checks: 0}
                    cache:
                      exact: always
                      redis:
                        uri: 'redis://127.0.0.1:%3$d'
                        secrets: [{id: 1, file: '%1$s/secret'}]
                    """.formatted(directory, name, redis.port()));
            channel = ManagedChannelBuilder.forTarget(sidecar.checks())
                    .usePlaintext()
                    .build();
        }

        String ask(Question question) {
            var answer = DecisionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .decide(DecideRequest.newBuilder()
                            .setTenant(question.tenant)
                            .setPrincipal(Principal.newBuilder().setId(question.principal))
                            .setAction("read")
                            .setResource(question.resource)
                            .build());
            assertThat(answer.getReason()).isEqualTo("policy.permit");
            return answer.getCache();
        }

        boolean remembers(Question question) {
            return ask(question).equals("exact");
        }

        @Override
        public void close() {
            channel.shutdownNow();
            sidecar.close();
        }
    }
}
