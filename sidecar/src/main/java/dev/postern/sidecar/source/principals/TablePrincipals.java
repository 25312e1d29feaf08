package dev.postern.sidecar.source.principals;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Principals in a table of PostgreSQL, which says by {@code NOTIFY} who has changed. The thread that listens begins with the
 * whole table, so that nothing is missed between; it tries its connection at every heartbeat, and when that fails begins
 * anew. Thread-safe.
 */
public final class TablePrincipals implements PrincipalSource, PrincipalGauges, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TablePrincipals.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TableConfig config;
    private final PrincipalRows rows;
    private final PrincipalTable table;
    private final LongSupplier nanoTime;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread;
    private volatile long confirmedNanos;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    private TablePrincipals(
            TableConfig config,
            String password,
            Consumer<String> changed,
            LongSupplier nanoTime,
            ThreadFactory threads) {
        this.config = config;
        this.rows = new PrincipalRows(config, password);
        this.table = new PrincipalTable(changed);
        this.nanoTime = nanoTime;
        this.thread = threads.newThread(this::run);
    }

    /**
     * Begins to listen; does not wait.
     *
     * @param password empty for none
     * @param changed is told who has changed, on the listening thread
     */
    public static TablePrincipals open(
            TableConfig config,
            String password,
            Consumer<String> changed,
            LongSupplier nanoTime,
            ThreadFactory threads) {
        TablePrincipals principals = new TablePrincipals(config, password, changed, nanoTime, threads);
        principals.thread.start();
        return principals;
    }

    /** Waits until the table was read once; {@code false} when it was not in time. */
    public boolean awaitLoaded(Duration time) throws InterruptedException {
        return loaded.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable KnownPrincipal find(String id) {
        return table.find(id);
    }

    @Override
    public boolean current() {
        return loaded.getCount() == 0
                && nanoTime.getAsLong() - confirmedNanos <= config.staleness().toNanos();
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public long changes() {
        return table.changes();
    }

    @Override
    public long refused() {
        return rows.refused();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                LOG.debug("the connection of principals is gone", alreadyGone);
            }
        }
    }

    private void run() {
        Duration pause = config.heartbeat();
        while (!closed) {
            try (Connection opened = rows.connect()) {
                connection = opened;
                follow(opened);
            } catch (SQLException failure) {
                if (!closed) {
                    LOG.warn("principals cannot be read from the table {}: {}", config.table(), failure.getMessage());
                }
            }
            pause = sleep(pause);
        }
    }

    private void follow(Connection opened) throws SQLException {
        rows.listen(opened);
        PGConnection channel = opened.unwrap(PGConnection.class);
        long reloaded = reload(opened);
        while (!closed) {
            long began = nanoTime.getAsLong();
            if (began - reloaded > config.reload().toNanos()) {
                reloaded = reload(opened);
            }
            // Whatever was told before the answer to this has come in with it.
            rows.ping(opened);
            take(channel.getNotifications(), opened);
            confirmedNanos = began;
            take(channel.getNotifications((int) config.heartbeat().toMillis()), opened);
        }
    }

    private long reload(Connection opened) throws SQLException {
        long began = nanoTime.getAsLong();
        table.replace(rows.all(opened));
        confirmedNanos = began;
        if (loaded.getCount() > 0) {
            LOG.info("{} principals read from the table {}", table.size(), config.table());
            loaded.countDown();
        }
        return began;
    }

    private void take(PGNotification @Nullable [] told, Connection opened) throws SQLException {
        if (told == null || told.length == 0) {
            return;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (PGNotification each : told) {
            ids.add(each.getParameter());
        }
        if (ids.contains("")) {
            reload(opened);
            return;
        }
        var found = rows.of(opened, ids);
        for (String id : ids) {
            PrincipalTable.Entry entry = found.get(id);
            if (entry == null) {
                table.remove(id);
            } else {
                table.put(id, entry);
            }
        }
    }

    private static Duration sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
