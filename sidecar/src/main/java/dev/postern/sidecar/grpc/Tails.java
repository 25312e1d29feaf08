package dev.postern.sidecar.grpc;

import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.v1.TailResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Those who follow the log. Each is given what was released since it was last given anything, when it is ready to take
 * more; nothing is held for one that is slow. Thread-safe.
 */
public final class Tails {

    private static final int MOST = 16;

    private final PublishedLog log;
    private final Executor background;
    private final Set<TailStream> followers = ConcurrentHashMap.newKeySet();

    /**
     * The followers of one log.
     *
     * @param background bounded; rejects when full
     */
    public Tails(PublishedLog log, Executor background) {
        this.log = log;
        this.background = background;
        log.onRelease(released -> followers.forEach(TailStream::wake));
    }

    /** How many follow. */
    public int count() {
        return followers.size();
    }

    /** Ends all calls, which would never end by themselves. */
    public void end() {
        followers.forEach(TailStream::end);
    }

    void open(long from, ServerCallStreamObserver<TailResponse> reply) {
        if (followers.size() >= MOST) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("too many follow the log, expected at most " + MOST)
                    .asException());
            return;
        }
        TailStream stream = new TailStream(log, from, reply, background, followers::remove);
        followers.add(stream);
        reply.setOnCancelHandler(() -> followers.remove(stream));
        reply.setOnReadyHandler(stream::wake);
        stream.wake();
    }
}
