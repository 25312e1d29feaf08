package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.grpc.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Redis that wants TLS from both sides and knows its user: whoever has what it wants may do what docs/fleet.md says a
 * sidecar needs, and whoever has not finds nothing, ever.
 */
@Timeout(120)
class GuardedRedisIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern RIGHTS = Pattern.compile("(?s)The user needs (.*?) on names");
    private static final EntryKey KEY = EntryKey.of(Namespace.EGRESS, "shop", "key".getBytes(UTF_8));
    private static final Entry ENTRY =
            new Entry(new byte[10], "", Epochs.ZERO, 0, InstantSource.system().millis() + 1_000_000);

    @TempDir
    private Path directory;

    private Path authority;
    private Path certificate;
    private Path key;
    private int port;
    private TestRedis redis;

    @BeforeEach
    void start() throws Exception {
        authority = directory.resolve("ca.pem");
        certificate = directory.resolve("member.pem");
        key = directory.resolve("member.key");
        Certificates issuer = new Certificates("fleet");
        issuer.writeTo(authority);
        issuer.issue("localhost", directory.resolve("redis.pem"), directory.resolve("redis.key"));
        issuer.issue("member", certificate, key);
        port = TestRedis.freePort();
        redis = TestRedis.start(
                directory,
                "tls-port " + port,
                "tls-auth-clients yes",
                "tls-ca-cert-file " + authority,
                "tls-cert-file " + directory.resolve("redis.pem"),
                "tls-key-file " + directory.resolve("redis.key"),
                "user default off",
                "user postern on >secret ~postern* ~{postern*}:generation " + rights());
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    /** As the document lists them. */
    private static String rights() throws IOException {
        Matcher list = RIGHTS.matcher(Files.readString(Path.of("../docs/fleet.md")));
        assertThat(list.find()).isTrue();
        return Pattern.compile("`([a-z]+)`")
                .matcher(list.group(1))
                .results()
                .map(command -> "+" + command.group(1))
                .collect(Collectors.joining(" "));
    }

    @Test
    void aMemberFindsWhatItKeptAndHearsWhatItTold() throws Exception {
        try (FleetMember member = join("secret", certificate)) {
            await().atMost(SOON).until(() -> {
                member.fleet().tier().keep(KEY, ENTRY);
                return ENTRY.equals(member.find(KEY, "", Epochs.ZERO));
            });
            await().atMost(SOON).until(member::isFresh);
            member.fleet()
                    .invalidations()
                    .invalidate(new Invalidation.OfTenant("shop"))
                    .toCompletableFuture()
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
            await().atMost(SOON).until(() -> member.fleet().invalidations().heard() > 0);
        }
    }

    @Test
    void aStrangerFindsNothing() throws Exception {
        try (FleetMember member = join("secret", certificate);
                FleetMember forgetful = join("wrong", certificate);
                FleetMember unnamed = join("secret", null)) {
            await().atMost(SOON).until(() -> {
                member.fleet().tier().keep(KEY, ENTRY);
                return ENTRY.equals(member.find(KEY, "", Epochs.ZERO));
            });
            assertThat(forgetful.find(KEY, "", Epochs.ZERO)).isNull();
            assertThat(unnamed.find(KEY, "", Epochs.ZERO)).isNull();
            assertThat(forgetful.isFresh() || unnamed.isFresh()).isFalse();
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotSpokenTo() throws Exception {
        Certificates stranger = new Certificates("stranger");
        authority = directory.resolve("stranger.pem");
        stranger.writeTo(authority);
        try (FleetMember member = join("secret", certificate)) {
            assertThat(member.find(KEY, "", Epochs.ZERO)).isNull();
            assertThat(member.counters().failures(RemoteCounters.Failure.DISCONNECTED))
                    .isPositive();
        }
    }

    private FleetMember join(String password, @Nullable Path shown) throws InterruptedException {
        RedisConfig is = FleetMember.config(CircuitBreaker.Settings.DEFAULTS, Duration.ofSeconds(1));
        RedisConfig.Tls tls = new RedisConfig.Tls(authority, shown, shown == null ? null : key);
        return FleetMember.join(
                "rediss://localhost:" + port,
                password,
                new RedisConfig(
                        is.uri(),
                        "postern",
                        is.password(),
                        tls,
                        is.prefix(),
                        is.secrets(),
                        is.use(),
                        is.timeout(),
                        is.calls(),
                        is.writes(),
                        is.largest(),
                        is.breaker(),
                        is.heartbeat(),
                        is.staleness()));
    }
}
