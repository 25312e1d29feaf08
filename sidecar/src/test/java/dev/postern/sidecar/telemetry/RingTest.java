package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RingTest {

    @Test
    void givesBackInOrderAcrossManyTurns() {
        Ring<Integer> ring = new Ring<>(4);
        for (int n = 0; n < 100; n++) {
            assertThat(ring.offer(n)).isTrue();
            assertThat(ring.offer(-n)).isTrue();
            assertThat(ring.poll()).isEqualTo(n);
            assertThat(ring.poll()).isEqualTo(-n);
            assertThat(ring.poll()).isNull();
        }
    }

    @Test
    void refusesWhenFullUntilOneIsTaken() {
        Ring<String> ring = new Ring<>(2);
        assertThat(ring.offer("a")).isTrue();
        assertThat(ring.offer("b")).isTrue();

        assertThat(ring.offer("c")).isFalse();
        assertThat(ring.poll()).isEqualTo("a");
        assertThat(ring.offer("c")).isTrue();
    }

    @Test
    void losesAndInventsNothingAmongManyProducers() throws InterruptedException {
        Ring<Integer> ring = new Ring<>(64);
        AtomicInteger offered = new AtomicInteger();
        Thread[] producers = new Thread[4];
        for (int p = 0; p < producers.length; p++) {
            int own = p;
            producers[p] = new Thread(() -> {
                for (int n = 0; n < 50_000; n++) {
                    if (ring.offer(n * producers.length + own)) {
                        offered.incrementAndGet();
                    }
                }
            });
            producers[p].start();
        }
        int taken = 0;
        int[] newest = {-1, -1, -1, -1};
        boolean running = true;
        while (running) {
            running = false;
            for (Thread producer : producers) {
                running |= producer.isAlive();
            }
            for (Integer n = ring.poll(); n != null; n = ring.poll()) {
                taken++;
                assertThat(n).isGreaterThan(newest[n % producers.length]);
                newest[n % producers.length] = n;
            }
        }
        assertThat(taken).isEqualTo(offered.get()).isPositive();
    }
}
