package dev.postern.sidecar.grpc;

import dev.postern.crypto.DamagedException;
import dev.postern.sidecar.evidence.EvidenceCounters;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that read the log's files: away from the event loops, shed when too many do, and every fault counted as damage and
 * answered with a status. Thread-safe.
 */
final class LogReads {

    private static final Logger LOG = LoggerFactory.getLogger(LogReads.class);

    private final Executor background;
    private final EvidenceCounters counters;
    private final AtomicBoolean told = new AtomicBoolean();

    /** What one call reads and answers. */
    @FunctionalInterface
    interface Read<A> {
        A answer() throws IOException, DamagedException, StatusException;
    }

    /**
     * Reads on {@code background}.
     *
     * @param background bounded; rejects when full
     * @param counters are told of what is found damaged
     */
    LogReads(Executor background, EvidenceCounters counters) {
        this.background = background;
        this.counters = counters;
    }

    /** Gives {@code reply} the answer or a status, once there is room. */
    <A> void answer(StreamObserver<A> reply, Read<A> read) {
        try {
            background.execute(() -> run(reply, read));
        } catch (RejectedExecutionException full) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("too many read the log at once")
                    .asException());
        }
    }

    private <A> void run(StreamObserver<A> reply, Read<A> read) {
        try {
            reply.onNext(read.answer());
            reply.onCompleted();
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.DATA_LOSS) {
                damaged(e);
            }
            reply.onError(e);
        } catch (IOException | UncheckedIOException | DamagedException | IndexOutOfBoundsException e) {
            damaged(e);
            reply.onError(
                    Status.DATA_LOSS.withDescription("the log cannot be read").asException());
        }
    }

    /** Counted each time, told once: whoever asks again and again shall not fill the sidecar's own log. */
    private void damaged(Exception fault) {
        counters.foundDamaged();
        if (told.compareAndSet(false, true)) {
            LOG.error("the evidence log is damaged, or its disk fails", fault);
        }
    }
}
