package dev.postern.sidecar.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 50);

    @Test
    void runsEveryStepInEveryRound() {
        StringBuilder ran = new StringBuilder();
        int rounds = new WarmUp(List.of(() -> ran.append('a'), () -> ran.append('b')), 3, Duration.ofNanos(1), () -> 0)
                .run();
        assertThat(rounds).isEqualTo(3);
        assertThat(ran).hasToString("ababab");
    }

    @Test
    void endsWhenItsTimeIsOver() {
        Runnable tenNanos = () -> now.addAndGet(10);
        assertThat(new WarmUp(List.of(tenNanos), 1_000, Duration.ofNanos(95), now::get).run())
                .isEqualTo(10);
    }
}
