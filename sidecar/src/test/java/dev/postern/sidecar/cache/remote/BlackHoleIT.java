package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cache.remote.RemoteCounters.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dear work beside a Redis that swallows everything takes as long as without any, but for a handful of calls. */
class BlackHoleIT {

    private static final int CALLS = 5_000;
    private static final int TURN = 100;
    private static final long WORK = 300_000;

    @TempDir
    private Path directory;

    @Test
    void hardlyAnyCallWaits() throws Exception {
        try (TestRedis redis = TestRedis.start(directory);
                FaultProxy proxy = FaultProxy.to(redis.port());
                FleetMember member = FleetMember.join(
                        proxy.port(),
                        new MacKeys(List.of(EntryFrameTest.secret(1))),
                        InstantSource.system(),
                        same -> FleetMember.config(CircuitBreaker.Settings.DEFAULTS, Duration.ofMillis(5)))) {
            RemoteTier tier = member.fleet().tier();
            measure(RemoteTier.NONE, new long[CALLS], 0, CALLS);
            measure(tier, new long[CALLS], 0, CALLS);
            long before = member.counters().failures(Failure.TIMEOUT);
            proxy.swallow();
            long[] blackHole = new long[CALLS];
            long[] absent = new long[CALLS];
            // In turns, so that whatever else the machine does meets both alike.
            for (int at = 0; at < CALLS; at += TURN) {
                measure(tier, blackHole, at, at + TURN);
                measure(RemoteTier.NONE, absent, at, at + TURN);
            }
            System.out.printf(
                    "p99 with redis black-holed %d us, absent %d us%n", p99(blackHole) / 1_000, p99(absent) / 1_000);
            long waited = member.counters().failures(Failure.TIMEOUT) - before;
            assertThat(waited).isBetween(1L, 5L);
            assertThat(waited).isLessThan(CALLS / 100);
        }
    }

    private static void measure(RemoteTier tier, long[] nanos, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            EntryKey key = EntryKey.of(Namespace.EGRESS, "shop", ("key" + i).getBytes(UTF_8));
            long start = System.nanoTime();
            if (tier.pays(WORK)) {
                CountDownLatch told = new CountDownLatch(1);
                tier.find(key, "", Epochs.ZERO, entry -> told.countDown());
                told.await();
            }
            long worked = System.nanoTime();
            while (System.nanoTime() - worked < WORK) {
                Thread.onSpinWait();
            }
            nanos[i] = System.nanoTime() - start;
        }
    }

    private static long p99(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 99 / 100];
    }
}
