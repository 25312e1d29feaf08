package dev.postern.loadtest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * At a steady rate, however fast the server answers. A latency counts from the moment at which its question was due, so
 * that a server that stalls is charged for every question that had to wait (no coordinated omission).
 *
 * <p>It asks on the event loop of its connections, which leaves more of the machine to the server than a thread of its own
 * would, and looks what is due every 50 µs at most.
 */
final class OpenLoop {

    private static final long MOST_WAITING = 50_000;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connections connections;
    private final Tally tally;
    private final double perSecond;
    private final long count;
    private final long startNanos = System.nanoTime();
    private final CountDownLatch asked = new CountDownLatch(1);
    private long next;
    private volatile @Nullable RuntimeException failure;

    private OpenLoop(Connections connections, Question question, double perSecond, long count) {
        this.connections = connections;
        this.tally = new Tally(question);
        this.perSecond = perSecond;
        this.count = count;
    }

    /** Asks {@code perSecond} times a second for {@code length}, on the connections in turn. */
    static Load run(Connections connections, Question question, double perSecond, Duration length)
            throws InterruptedException {
        return run(connections, question, perSecond, Math.round(perSecond * length.toNanos() / 1e9));
    }

    /** Asks {@code count} times, {@code perSecond} times a second. */
    static Load run(Connections connections, Question question, double perSecond, long count)
            throws InterruptedException {
        OpenLoop loop = new OpenLoop(connections, question, perSecond, count);
        connections.loop().execute(loop::askWhatIsDue);
        loop.asked.await();
        RuntimeException failed = loop.failure;
        if (failed != null) {
            throw failed;
        }
        loop.awaitAnswers();
        return loop.tally.since(loop.startNanos);
    }

    private void askWhatIsDue() {
        try {
            long now = System.nanoTime();
            for (; next < count && due() <= now; next++) {
                if (tally.waiting() > MOST_WAITING) {
                    throw new IllegalStateException(
                            "the server does not keep up with " + perSecond + " questions a second");
                }
                tally.ask(connections.get(next), due(), () -> {});
            }
        } catch (RuntimeException e) {
            failure = e;
            next = count;
        }
        if (next == count) {
            asked.countDown();
            return;
        }
        long wait = Math.max(LOOK_NANOS, due() - System.nanoTime());
        Future<?> unused = connections.loop().schedule(this::askWhatIsDue, wait, TimeUnit.NANOSECONDS);
    }

    /** When the next question is. */
    private long due() {
        return startNanos + (long) (next * (1e9 / perSecond));
    }

    private void awaitAnswers() throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (tally.waiting() > 0) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException(tally.waiting() + " questions were never answered");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
