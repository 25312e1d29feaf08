package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.remote.RemoteCounters.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that does not answer is soon left alone, and used again once it does. */
class SlowRedisIT {

    private static final Duration BUDGET = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final EntryKey KEY = EntryKey.of(Namespace.EGRESS, "shop", "key".getBytes(UTF_8));
    private static final Entry ENTRY =
            new Entry(new byte[10], "", Epochs.ZERO, 0, InstantSource.system().millis() + 1_000_000);

    @TempDir
    private Path directory;

    private TestRedis redis;
    private FaultProxy proxy;
    private FleetMember member;

    @BeforeEach
    void join() throws Exception {
        redis = TestRedis.start(directory);
        proxy = FaultProxy.to(redis.port());
        member = FleetMember.join(
                proxy.port(),
                new MacKeys(List.of(EntryFrameTest.secret(1))),
                InstantSource.system(),
                same -> FleetMember.config(new CircuitBreaker.Settings(5, PAUSE, 3, 3), BUDGET));
        // The first calls of a process take longer than the budget.
        await().atMost(SOON).until(() -> {
            member.fleet().tier().keep(KEY, ENTRY);
            return ENTRY.equals(member.find(KEY, "", Epochs.ZERO));
        });
    }

    @AfterEach
    void stop() throws Exception {
        member.close();
        proxy.close();
        redis.close();
    }

    @Test
    void whoAsksABlackHoleWaitsNoLongerThanTheBudgetAndSoonNotAtAll() throws Exception {
        long before = member.counters().failures(Failure.TIMEOUT);
        proxy.swallow();
        for (int i = 0; i < 5; i++) {
            assertThat(millis()).isBetween(BUDGET.toMillis() - 1, BUDGET.toMillis() + 200);
        }
        assertThat(member.counters().failures(Failure.TIMEOUT)).isEqualTo(before + 5);
        assertThat(member.fleet().isLeftAlone()).isTrue();
        assertThat(member.fleet().tier().pays(Long.MAX_VALUE)).isFalse();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            member.find(KEY, "", Epochs.ZERO);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        proxy.heal();
        await().atMost(SOON).until(() -> ENTRY.equals(member.find(KEY, "", Epochs.ZERO)));
    }

    @Test
    void lateAnswersCountForNothing() throws Exception {
        long before = member.counters().hits();
        proxy.delay(2 * BUDGET.toMillis());
        assertThat(member.find(KEY, "", Epochs.ZERO)).isNull();
        TimeUnit.MILLISECONDS.sleep(3 * BUDGET.toMillis());
        assertThat(member.counters().hits()).isEqualTo(before);
        proxy.heal();
        await().atMost(SOON).until(() -> ENTRY.equals(member.find(KEY, "", Epochs.ZERO)));
    }

    @Test
    void aRedisThatIsGoneIsNotWaitedFor() throws Exception {
        redis.stop();
        await().atMost(SOON).until(() -> !member.fleet().tier().pays(Long.MAX_VALUE));
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            assertThat(member.find(KEY, "", Epochs.ZERO)).isNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        redis.restart();
        await().atMost(SOON).until(() -> {
            member.fleet().tier().keep(KEY, ENTRY);
            return ENTRY.equals(member.find(KEY, "", Epochs.ZERO));
        });
    }

    @Test
    void writesThatFindNoRoomAreDroppedAndNobodyWaits() {
        long before = member.counters().droppedWrites();
        proxy.swallow();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            member.fleet().tier().keep(KEY, ENTRY);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(member.counters().droppedWrites()).isEqualTo(before + 10_000));
    }

    private long millis() throws Exception {
        long start = System.nanoTime();
        assertThat(member.find(KEY, "", Epochs.ZERO)).isNull();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
