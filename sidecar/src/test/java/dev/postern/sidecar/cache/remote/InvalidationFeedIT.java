package dev.postern.sidecar.cache.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Invalidation;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars hear of what others invalidate, and know when they might not. */
class InvalidationFeedIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final MacKeys keys = new MacKeys(List.of(EntryFrameTest.secret(1)));
    private TestRedis redis;
    private FaultProxy proxy;
    private RedisClient client;
    private RedisCommands<String, String> operator;
    private FleetMember here;
    private FleetMember there;

    @BeforeEach
    void join() throws Exception {
        redis = TestRedis.start(directory);
        proxy = FaultProxy.to(redis.port());
        client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        operator = client.connect().sync();
        here = join(redis.port());
        there = join(proxy.port());
        await().atMost(SOON).until(() -> here.isFresh() && there.isFresh());
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
        there.close();
        client.shutdown();
        proxy.close();
        redis.close();
    }

    @Test
    void everyMemberRaisesTheSameEpochAndNoOther() {
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfPrincipal("alice"))
                .toCompletableFuture()
                .join();
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfCapability("cap"))
                .toCompletableFuture()
                .join();
        await().atMost(SOON).until(() -> of(there, "shop", "alice").revocation() > 0);
        await().atMost(SOON).until(() -> of(here, "shop", "alice").equals(of(there, "shop", "alice")));
        assertThat(of(there, "shop", "alice").tenant()).isPositive();
        assertThat(of(there, "shop", "alice").subject()).isPositive();
        assertThat(of(there, "bank", "bob").tenant()).isZero();
        assertThat(of(there, "bank", "bob").subject()).isZero();
    }

    @Test
    void whoJoinsLaterLearnsWhatWasInvalidatedBefore() throws Exception {
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        try (FleetMember late = join(redis.port())) {
            await().atMost(SOON).until(late::isFresh);
            assertThat(of(late, "shop", "")).isEqualTo(of(here, "shop", ""));
        }
    }

    @Test
    void invalidatesHereAtOnceAndElsewhereOnceRedisIsBack() throws Exception {
        redis.stop();
        long before = of(here, "shop", "").tenant();
        var told = here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture();
        assertThat(of(here, "shop", "").tenant()).isGreaterThan(before);
        redis.restart();
        told.join();
        await().atMost(SOON).until(() -> of(there, "shop", "").tenant() > 0);
        await().atMost(SOON).until(() -> here.isFresh() && there.isFresh());
    }

    @Test
    void nothingIsFreshOnceTheConnectionBreaks() {
        proxy.swallow();
        proxy.cut();
        await().atMost(Duration.ofMillis(400))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !there.isFresh());
        assertThat(here.isFresh()).isTrue();
        proxy.heal();
        await().atMost(SOON).until(there::isFresh);
    }

    @Test
    void nothingIsFreshTwoSecondsAfterTheLastHeartbeat() {
        proxy.swallow();
        long start = System.nanoTime();
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> !there.isFresh());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_200));
        proxy.heal();
        await().atMost(SOON).until(there::isFresh);
    }

    @Test
    void allKeysGoneMakesNothingFreshAtOnceAndInvalidatesEverything() {
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        await().atMost(SOON).until(() -> of(there, "shop", "").tenant() > 0);
        long before = of(there, "bank", "").tenant();
        long start = System.nanoTime();
        operator.flushall();
        await().atMost(Duration.ofMillis(400))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> there.epochs().of("bank", "").tenant() > before || !there.isFresh());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(400));
        await().atMost(SOON).until(() -> here.isFresh() && there.isFresh());
        assertThat(of(there, "bank", "").tenant()).isGreaterThan(before);
        await().atMost(SOON).until(() -> of(here, "bank", "").equals(of(there, "bank", "")));
    }

    @Test
    void anOldSnapshotInvalidatesEverything() throws Exception {
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        operator.save();
        Path old = directory.resolve("old.rdb");
        Files.copy(directory.resolve("dump.rdb"), old);
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        Epochs after = of(here, "shop", "");
        await().atMost(SOON).until(() -> of(there, "shop", "").equals(after));

        redis.stop();
        Files.copy(old, directory.resolve("dump.rdb"), StandardCopyOption.REPLACE_EXISTING);
        redis.restart();

        await().atMost(SOON).until(() -> of(here, "bank", "").tenant() > after.tenant());
        await().atMost(SOON).until(() -> of(there, "bank", "").tenant() > after.tenant());
        await().atMost(SOON).until(() -> here.isFresh() && there.isFresh());
        assertThat(of(here, "shop", "").tenant()).isGreaterThan(after.tenant());
    }

    @Test
    void wordsOfStrangersCountForNothing() {
        operator.xadd("postern:1:invalidations", Map.of("r", "\u0001\0\0\0\u0001\u0001shop" + "0".repeat(32)));
        here.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("bank"))
                .toCompletableFuture()
                .join();
        await().atMost(SOON).until(() -> of(there, "bank", "").tenant() > 0);
        assertThat(of(there, "shop", "").tenant()).isZero();
        assertThat(there.fleet().invalidations().forged()).isEqualTo(1);
    }

    private static Epochs of(FleetMember member, String tenant, String principal) {
        return member.epochs().of(tenant, principal);
    }

    private FleetMember join(int port) throws InterruptedException {
        return FleetMember.join(port, keys, InstantSource.system(), same -> same);
    }
}
