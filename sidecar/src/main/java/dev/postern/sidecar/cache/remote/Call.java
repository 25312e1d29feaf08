package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.remote.RemoteCounters.Failure;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call to Redis under way: ended once, by its answer or by the end of its time budget, whichever comes first.
 *
 * @param <T> what Redis answers
 */
final class Call<T> implements BiConsumer<@Nullable T, @Nullable Throwable>, Runnable {

    private final Calls calls;
    private final Answer<T> answer;
    private final long permit;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> timeout;

    Call(Calls calls, Answer<T> answer, long permit, long startNanos) {
        this.calls = calls;
        this.answer = answer;
        this.permit = permit;
        this.startNanos = startNanos;
    }

    /** Takes what came of a call; told once. */
    interface Answer<T> {

        void answered(@Nullable T value);

        void failed(Failure failure);
    }

    void begin(CompletionStage<T> reply, Future<?> end) {
        timeout = end;
        reply.whenComplete(this);
    }

    /** The answer came. */
    @Override
    public void accept(@Nullable T value, @Nullable Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            Future<?> end = timeout;
            if (end != null) {
                end.cancel(false);
            }
            // An error that Redis itself reports is an answer too: it need not be left alone for that.
            calls.ended(permit, startNanos, failure == null || failure instanceof RedisCommandExecutionException);
            if (failure == null) {
                answer.answered(value);
            } else {
                answer.failed(Failure.ERROR);
            }
        }
    }

    /** The time budget is spent. */
    @Override
    public void run() {
        if (ended.compareAndSet(false, true)) {
            calls.ended(permit, startNanos, false);
            answer.failed(Failure.TIMEOUT);
        }
    }
}
