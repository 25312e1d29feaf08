package dev.postern.loadtest;

import io.grpc.Channel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** As fast as the server answers: every stream asks again as soon as it has its answer. */
final class ClosedLoop {

    private final Tally tally;
    private final long startNanos = System.nanoTime();
    private final long endNanos;
    private final CountDownLatch streams;

    private ClosedLoop(Question question, int streams, Duration length) {
        this.tally = new Tally(question);
        this.endNanos = startNanos + length.toNanos();
        this.streams = new CountDownLatch(streams);
    }

    /** Keeps {@code streams} questions in flight on each connection for {@code length}. */
    static Load run(Connections connections, int streams, Question question, Duration length)
            throws InterruptedException {
        ClosedLoop loop =
                new ClosedLoop(question, streams * connections.channels().size(), length);
        for (Channel channel : connections.channels()) {
            for (int i = 0; i < streams; i++) {
                loop.ask(channel);
            }
        }
        loop.streams.await();
        return loop.tally.since(loop.startNanos);
    }

    private void ask(Channel channel) {
        long now = System.nanoTime();
        if (now >= endNanos) {
            streams.countDown();
            return;
        }
        tally.ask(channel, now, () -> ask(channel));
    }
}
