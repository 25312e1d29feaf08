package dev.postern.sidecar.cache.remote;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of the remote tier: dialled until there is one, and anew when it is said to be dead although nobody closed
 * it. Thread-safe.
 */
final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<? extends CompletionStage<? extends StatefulConnection<byte[], byte[]>>> dial;
    private final ScheduledExecutorService timer;
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;
    private boolean dialling;
    private boolean closed;

    Link(
            Supplier<? extends CompletionStage<? extends StatefulConnection<byte[], byte[]>>> dial,
            ScheduledExecutorService timer) {
        this.dial = dial;
        this.timer = timer;
    }

    /** The connection if there is one that is up. */
    @Nullable
    StatefulConnection<byte[], byte[]> connection() {
        StatefulConnection<byte[], byte[]> now = connection;
        return now != null && now.isOpen() ? now : null;
    }

    /** Dials, unless there is a connection or someone dials. */
    synchronized void open() {
        if (connection != null || dialling || closed) {
            return;
        }
        dialling = true;
        var unused = dial.get().whenComplete(this::dialled);
    }

    /** Gives the connection up for another. */
    void renew() {
        StatefulConnection<byte[], byte[]> dead = connection;
        if (dead != null) {
            LOG.warn("redis does not answer, its connection is given up for another");
            connection = null;
            var unused = dead.closeAsync();
            open();
        }
    }

    private synchronized void dialled(
            @Nullable StatefulConnection<byte[], byte[]> opened, @Nullable Throwable failure) {
        dialling = false;
        if (opened != null && !closed) {
            connection = opened;
            LOG.info("redis is connected");
        } else if (opened != null) {
            var unused = opened.closeAsync();
        } else if (!closed) {
            LOG.warn("redis cannot be reached: {}", String.valueOf(failure));
            again();
        }
    }

    private void again() {
        try {
            var unused = timer.schedule(this::open, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("no longer dialling");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        StatefulConnection<byte[], byte[]> last = connection;
        connection = null;
        if (last != null) {
            var unused = last.closeAsync();
        }
    }
}
