package dev.postern.loadtest;

import com.google.protobuf.ByteString;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts and times the answers to one question. Thread-safe. */
final class Tally {

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Question question;
    private final byte[][] bodies;
    private final Recorder latencies = new Recorder(HIGHEST_NANOS, 3);
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Tally(Question question) {
        this.question = question;
        this.bodies = question.bodies().stream().map(ByteString::toByteArray).toArray(byte[][]::new);
    }

    /**
     * Asks once.
     *
     * @param fromNanos when the question was due, from which its latency counts
     * @param next run after the answer
     */
    void ask(io.grpc.Channel channel, long fromNanos, Runnable next) {
        long number = started.getAndIncrement();
        ClientCall<byte[], byte[]> call = channel.newCall(question.method(), io.grpc.CallOptions.DEFAULT);
        call.start(new Answer(fromNanos, next), new Metadata());
        call.request(2);
        call.sendMessage(bodies[(int) (number % bodies.length)]);
        call.halfClose();
    }

    long waiting() {
        return started.get() - completed.get() - wrong.get() - failed.get();
    }

    Load since(long startNanos) {
        return new Load(
                completed.get(),
                wrong.get(),
                failed.get(),
                System.nanoTime() - startNanos,
                latencies.getIntervalHistogram());
    }

    private final class Answer extends ClientCall.Listener<byte[]> {

        private final long fromNanos;
        private final Runnable next;
        private byte @Nullable [] message;

        Answer(long fromNanos, Runnable next) {
            this.fromNanos = fromNanos;
            this.next = next;
        }

        @Override
        public void onMessage(byte[] message) {
            this.message = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            latencies.recordValue(Math.min(System.nanoTime() - fromNanos, HIGHEST_NANOS));
            byte[] answer = message;
            if (!status.isOk() || answer == null) {
                failed.incrementAndGet();
            } else if (question.permitted().test(answer)) {
                completed.incrementAndGet();
            } else {
                wrong.incrementAndGet();
            }
            next.run();
        }
    }
}
