package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.remote.CircuitBreaker.Phase;
import dev.postern.sidecar.cache.remote.RemoteCounters.Failure;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to Redis that cannot do harm: so many at once, each within its time budget, and none while Redis does not answer.
 * Thread-safe; nothing here waits.
 */
final class Calls {

    private final Link link;
    private final CircuitBreaker breaker;
    private final RecentLatency latency;
    private final ScheduledExecutorService timer;
    private final Duration budget;
    private final LongSupplier nanoTime;

    Calls(
            Link link,
            CircuitBreaker breaker,
            RecentLatency latency,
            ScheduledExecutorService timer,
            Duration budget,
            LongSupplier nanoTime) {
        this.link = link;
        this.breaker = breaker;
        this.latency = latency;
        this.timer = timer;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /** Whether a call would be made now. */
    boolean possible() {
        return link.connection() != null && breaker.phase() != Phase.OPEN;
    }

    /**
     * Makes a call, if it can be made.
     *
     * @param slots of which the call takes one while it is under way
     */
    <T> void call(
            Semaphore slots,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command,
            Call.Answer<T> answer) {
        StatefulConnection<byte[], byte[]> connection = link.connection();
        if (connection == null) {
            answer.failed(Failure.DISCONNECTED);
        } else if (!slots.tryAcquire()) {
            answer.failed(Failure.BUSY);
        } else {
            long now = nanoTime.getAsLong();
            long permit = breaker.admit(now);
            if (permit == CircuitBreaker.REFUSED) {
                slots.release();
                answer.failed(Failure.BREAKER);
            } else {
                begin(connection, command, new Call<>(this, new Releasing<>(slots, answer), permit, now));
            }
        }
    }

    private <T> void begin(
            StatefulConnection<byte[], byte[]> connection,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command,
            Call<T> call) {
        try {
            Future<?> end = timer.schedule(call, budget.toNanos(), TimeUnit.NANOSECONDS);
            call.begin(command.apply(Dialer.commands(connection)), end);
        } catch (RedisException | RejectedExecutionException refused) {
            call.accept(null, refused);
        }
    }

    void ended(long permit, long startNanos, boolean answered) {
        long now = nanoTime.getAsLong();
        latency.add(now - startNanos);
        if (answered) {
            breaker.succeeded(permit);
        } else if (breaker.failed(permit, now)) {
            link.renew();
        }
    }

    /** Gives the slot back before it passes the answer on. */
    private record Releasing<T>(Semaphore slots, Call.Answer<T> answer) implements Call.Answer<T> {

        @Override
        public void answered(@Nullable T value) {
            slots.release();
            answer.answered(value);
        }

        @Override
        public void failed(Failure failure) {
            slots.release();
            answer.failed(failure);
        }
    }
}
