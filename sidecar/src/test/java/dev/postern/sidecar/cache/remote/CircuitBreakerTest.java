package dev.postern.sidecar.cache.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cache.remote.CircuitBreaker.Phase;
import dev.postern.sidecar.cache.remote.CircuitBreaker.Settings;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final long PAUSE = Duration.ofSeconds(30).toNanos();
    /** Close to where the monotonic clock wraps. */
    private static final long START = Long.MAX_VALUE - 5;

    private final CircuitBreaker breaker = new CircuitBreaker(Settings.DEFAULTS);

    @Test
    void opensAtTheFifthFailureInARow() {
        fail(4);
        breaker.succeeded(breaker.admit(START));
        fail(4);
        assertThat(breaker.phase()).isEqualTo(Phase.CLOSED);
        fail(1);
        assertThat(breaker.phase()).isEqualTo(Phase.OPEN);
        assertThat(breaker.admit(START + PAUSE - 1)).isEqualTo(CircuitBreaker.REFUSED);
    }

    @Test
    void letsThreeTrialsThroughAfterThePauseAndClosesWhenAllSucceed() {
        fail(5);
        long permit = breaker.admit(START + PAUSE);
        assertThat(breaker.admit(START + PAUSE)).isEqualTo(permit);
        assertThat(breaker.admit(START + PAUSE)).isEqualTo(permit);
        assertThat(breaker.admit(START + PAUSE)).isEqualTo(CircuitBreaker.REFUSED);
        breaker.succeeded(permit);
        breaker.succeeded(permit);
        assertThat(breaker.phase()).isEqualTo(Phase.HALF_OPEN);
        breaker.succeeded(permit);
        assertThat(breaker.phase()).isEqualTo(Phase.CLOSED);
        fail(4);
        assertThat(breaker.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void opensAgainForAWholePauseWhenATrialFails() {
        fail(5);
        long permit = breaker.admit(START + PAUSE);
        breaker.succeeded(permit);
        breaker.failed(permit, START + PAUSE + 7);
        assertThat(breaker.phase()).isEqualTo(Phase.OPEN);
        assertThat(breaker.admit(START + PAUSE + 7 + PAUSE - 1)).isEqualTo(CircuitBreaker.REFUSED);
        assertThat(breaker.admit(START + PAUSE + 7 + PAUSE)).isNotEqualTo(CircuitBreaker.REFUSED);
    }

    @Test
    void callsOfAnEarlierPhaseCountForNothing() {
        long early = breaker.admit(START);
        fail(5);
        long trial = breaker.admit(START + PAUSE);
        breaker.failed(early, START + PAUSE);
        for (int i = 0; i < 5; i++) {
            breaker.succeeded(early);
        }
        assertThat(breaker.phase()).isEqualTo(Phase.HALF_OPEN);
        assertThat(breaker.admit(START + PAUSE)).isEqualTo(trial);
    }

    @Test
    void latencyIsThatOfTheSlowestHundredth() {
        RecentLatency latency = new RecentLatency(123);
        assertThat(latency.p99()).isEqualTo(123);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            latency.add(random.nextInt(1_000) < 5 ? 9_000_000 : 100_000);
        }
        assertThat(latency.p99()).isBetween(100_000L, 120_000L);
        for (int i = 0; i < 2_000; i++) {
            latency.add(random.nextInt(100) < 5 ? 9_000_000 : 100_000);
        }
        assertThat(latency.p99()).isBetween(9_000_000L, 10_800_000L);
    }

    @Test
    void latencyOfAnyLengthHasABucket() {
        for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, 4, 5, 1_000, Long.MAX_VALUE}) {
            RecentLatency latency = new RecentLatency(0);
            latency.add(nanos);
            assertThat(latency.p99()).isGreaterThanOrEqualTo(nanos);
        }
    }

    @Test
    void gateOpensForWorkOfMoreThanTwiceTheLatency() {
        CostGate gate = new CostGate(CostGate.Use.AUTO, () -> 1_000);
        assertThat(gate.opens(2_001)).isFalse();
        assertThat(gate.opens(2_002)).isTrue();
        assertThat(new CostGate(CostGate.Use.ON, () -> 1_000).opens(0)).isTrue();
        assertThat(new CostGate(CostGate.Use.OFF, () -> 1_000).opens(Long.MAX_VALUE))
                .isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.admit(START), START);
        }
    }
}
