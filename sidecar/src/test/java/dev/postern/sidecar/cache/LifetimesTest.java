package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LifetimesTest {

    private final Lifetimes lifetimes = new Lifetimes(Duration.ofSeconds(100), new SplittableRandom(7));

    @Test
    void jitterOnlyShortens() {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 10_000; i++) {
            long life = lifetimes.until(1_000, Long.MAX_VALUE) - 1_000;
            shortest = Math.min(shortest, life);
            longest = Math.max(longest, life);
        }
        assertThat(longest).isBetween(99_900L, 100_000L);
        assertThat(shortest).isBetween(90_000L, 90_100L);
    }

    @Test
    void neverPassesTheBoundary() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(lifetimes.until(1_000, 1_500)).isEqualTo(1_500);
        }
    }
}
