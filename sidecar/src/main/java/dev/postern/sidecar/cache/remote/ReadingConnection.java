package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which a log is read: dialled when it is needed and not there, and watched, so that it is known at once
 * when it ends or when Redis drops keys. One thread reads on it; any may close it.
 */
final class ReadingConnection implements AutoCloseable {

    /** How long a reply may take that does not wait for anything. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> dial;
    private final byte[] watched;
    private final Runnable alarm;

    private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
    private volatile boolean closed;

    /**
     * One that is not dialled yet.
     *
     * @param name of the log, for messages
     * @param watched the key whose changes Redis tells of
     * @param alarm told at once, on any thread, when records may have been lost or may be missed
     */
    ReadingConnection(
            String name,
            Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> dial,
            byte[] watched,
            Runnable alarm) {
        this.name = name;
        this.dial = dial;
        this.watched = watched;
        this.alarm = alarm;
    }

    /** The commands of a connection that is up. */
    synchronized RedisAsyncCommands<byte[], byte[]> commands() throws IOException, InterruptedException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
        StatefulRedisConnection<byte[], byte[]> now = connection;
        if (now == null || !now.isOpen()) {
            hangUp();
            now = await(dial.get(), PATIENCE.multipliedBy(3));
            if (now == null) {
                throw new IOException("no connection to redis");
            }
            watch(now);
            connection = now;
        }
        return now.async();
    }

    /** What Redis replies; when it does not in time, or fails, the connection is given up. */
    <T> @Nullable T await(CompletionStage<T> reply, Duration most) throws IOException, InterruptedException {
        try {
            return reply.toCompletableFuture().get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            hangUp();
            throw new IOException("redis failed at " + name + ": " + e.getCause(), e);
        } catch (TimeoutException | RedisException e) {
            hangUp();
            throw new IOException("redis did not answer about " + name, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        hangUp();
    }

    /** Has Redis tell at once when keys are dropped, and the connection when it ends. */
    private void watch(StatefulRedisConnection<byte[], byte[]> opened) throws IOException, InterruptedException {
        opened.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> ended) {
                alarm.run();
            }
        });
        opened.addListener(this::pushed);
        await(
                opened.async()
                        .clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes(new String(watched, UTF_8))),
                PATIENCE);
    }

    /** Redis tells of a new generation, or, without saying so, that all keys are gone. */
    private void pushed(PushMessage message) {
        if (message.getType().equals("invalidate")) {
            alarm.run();
        }
    }

    private void hangUp() {
        StatefulRedisConnection<byte[], byte[]> last = connection;
        connection = null;
        if (last != null) {
            var unused = last.closeAsync();
        }
    }
}
