package dev.postern.sidecar.grpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.postern.crypto.DamagedException;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.v1.TailResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One follower of the log. Sends on the executor, one task at a time. */
final class TailStream {

    private static final Logger LOG = LoggerFactory.getLogger(TailStream.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_RECEIPTS = 4_096;
    private static final int MESSAGES_AT_ONCE = 8;

    private final PublishedLog log;
    private final ServerCallStreamObserver<TailResponse> reply;
    private final Executor background;
    private final Consumer<TailStream> ended;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean ending;
    // Of the one task that runs.
    private long next;
    private long shown = -1;

    TailStream(
            PublishedLog log,
            long from,
            ServerCallStreamObserver<TailResponse> reply,
            Executor background,
            Consumer<TailStream> ended) {
        this.log = log;
        this.next = from;
        this.reply = reply;
        this.background = background;
        this.ended = ended;
    }

    /** There may be something to send, or room for it. Never blocks. */
    void wake() {
        if (reply.isCancelled() || !(reply.isReady() || ending) || !scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(this::send);
        } catch (RejectedExecutionException full) {
            end(Status.RESOURCE_EXHAUSTED.withDescription("too many read the log at once"));
        }
    }

    /** The server ends. */
    void end() {
        ending = true;
        wake();
    }

    private void send() {
        if (ending) {
            end(Status.UNAVAILABLE.withDescription("the server is stopping"));
            return;
        }
        boolean more = false;
        try {
            for (int i = 0; i < MESSAGES_AT_ONCE && reply.isReady() && !reply.isCancelled(); i++) {
                more = sendOne();
                if (!more) {
                    break;
                }
            }
        } catch (IOException | DamagedException | RuntimeException e) {
            LOG.error("the evidence log cannot be read", e);
            end(Status.DATA_LOSS.withDescription("the log cannot be read"));
            return;
        }
        scheduled.set(false);
        // What was released, or became ready, since the last look has found this task scheduled.
        if (more || ending || isBehind()) {
            wake();
        }
    }

    private boolean isBehind() {
        return log.newest()
                .map(released -> released.checkpoint().size() > shown)
                .orElse(false);
    }

    /** Sends up to the newest checkpoint or a full message; whether there was anything to send. */
    private boolean sendOne() throws IOException, DamagedException {
        Optional<Released> newest = log.newest();
        if (newest.isEmpty()) {
            return false;
        }
        long size = newest.get().checkpoint().size();
        if (next < 0 || next > size) {
            end(Status.OUT_OF_RANGE.withDescription(
                    "from " + Long.toUnsignedString(next) + ", expected at most " + size));
            return false;
        }
        if (size == shown) {
            return false;
        }
        TailResponse.Builder message = TailResponse.newBuilder().setFirst(next);
        int[] left = {MOST_BYTES};
        while (next < size && hasRoom(message, left[0])) {
            next = log.leaves(next, size, receipt -> {
                left[0] -= receipt.length;
                message.addReceipts(UnsafeByteOperations.unsafeWrap(receipt));
                return hasRoom(message, left[0]);
            });
        }
        if (next == size) {
            shown = size;
            message.setCheckpoint(new String(newest.get().note(), StandardCharsets.UTF_8));
        }
        reply.onNext(message.build());
        return true;
    }

    private static boolean hasRoom(TailResponse.Builder message, int left) {
        return left > 0 && message.getReceiptsCount() < MOST_RECEIPTS;
    }

    private void end(Status status) {
        ended.accept(this);
        if (!reply.isCancelled()) {
            reply.onError(status.asException());
        }
    }
}
