package dev.postern.loadtest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * At a steady rate, however fast the server answers. A latency counts from the moment at which its question was due, so
 * that a server that stalls is charged for every question that had to wait (no coordinated omission).
 */
final class OpenLoop {

    private static final long MOST_WAITING = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OpenLoop() {}

    /** Asks {@code perSecond} times a second for {@code length}, on the connections in turn. */
    static Load run(Connections connections, Question question, double perSecond, Duration length)
            throws InterruptedException {
        return run(connections, question, perSecond, Math.round(perSecond * length.toNanos() / 1e9));
    }

    /** Asks {@code count} times, {@code perSecond} times a second. */
    static Load run(Connections connections, Question question, double perSecond, long count)
            throws InterruptedException {
        Tally tally = new Tally(question);
        double gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = start + (long) (i * gapNanos);
            pauseUntil(due);
            if (tally.waiting() > MOST_WAITING) {
                throw new IllegalStateException(
                        "the server does not keep up with " + perSecond + " questions a second");
            }
            tally.ask(connections.get(i), due, () -> {});
        }
        awaitAnswers(tally);
        return tally.since(start);
    }

    private static void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void awaitAnswers(Tally tally) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (tally.waiting() > 0) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException(tally.waiting() + " questions were never answered");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
