package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void takesOnePieceAtATimeAndLetsOthersIn() {
        Queue<Runnable> executor = new ArrayDeque<>();
        Turns turns = new Turns(executor::add, () -> done.add("rejected"));
        turns.add(() -> done.add("a"));
        turns.add(() -> done.add("b"));
        assertThat(executor).hasSize(1);
        executor.remove().run();
        assertThat(done).containsExactly("a");
        executor.remove().run();
        assertThat(done).containsExactly("a", "b");
        assertThat(executor).isEmpty();
    }

    @Test
    void workAddedByWorkComesAfterIt() {
        Turns turns = new Turns(Runnable::run, () -> done.add("rejected"));
        turns.add(() -> {
            turns.add(() -> done.add("inner"));
            done.add("outer");
        });
        assertThat(done).containsExactly("outer", "inner");
    }

    @Test
    void afterARejectionNothingRuns() {
        Turns turns = new Turns(
                work -> {
                    throw new RejectedExecutionException("full");
                },
                () -> done.add("rejected"));
        turns.add(() -> done.add("a"));
        turns.add(() -> done.add("b"));
        assertThat(done).containsExactly("rejected");
    }

    @Test
    void keepsTheOrderOfEachThreadAndNeverRunsTwoAtOnce() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            Turns turns = new Turns(executor, () -> done.add("rejected"));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            List<Integer> order = new ArrayList<>();
            CountDownLatch finished = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                turns.add(() -> {
                    overlaps.addAndGet(inside.getAndIncrement());
                    order.add(number);
                    inside.decrementAndGet();
                    finished.countDown();
                });
            }
            assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).hasValue(0);
            assertThat(order).isSorted().hasSize(10_000);
        } finally {
            executor.shutdownNow();
        }
    }
}
