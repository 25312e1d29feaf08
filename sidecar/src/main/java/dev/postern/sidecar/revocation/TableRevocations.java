package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Acts of revoking in a table of PostgreSQL, which is made when it is not there. Whoever appends holds a lock until it has
 * committed, so that positions are seen in their order; readers are woken by {@code NOTIFY}, and look anyway when they have
 * waited long enough. A row that is no act is an error, and so is a last row read that is gone and that no pruning deleted:
 * something was lost.
 */
public final class TableRevocations implements RevocationFeed {

    private static final int MOST = 4_096;
    private static final String TIMEOUT_SECONDS = "5";
    private static final long LOCK = 0x706f737465726e72L;

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS postern_revocations (
              position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              act text NOT NULL,
              at timestamptz NOT NULL DEFAULT now())""";

    private final String url;
    private final Properties properties = new Properties();
    private @Nullable Connection reading;
    private volatile boolean closed;

    /**
     * The record in the database at {@code url}; connects when it is first used.
     *
     * @param user empty for the process's own
     * @param password empty for none
     */
    public TableRevocations(String url, String user, String password) {
        this.url = url;
        properties.setProperty("ApplicationName", "postern");
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public void append(Revocation act) throws IOException {
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement plain = connection.createStatement()) {
            connection.setAutoCommit(false);
            plain.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            create(plain);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO postern_revocations (act) VALUES (?)")) {
                insert.setString(1, RevocationText.print(act));
                insert.executeUpdate();
            }
            plain.execute("NOTIFY postern_revocations");
            connection.commit();
        } catch (SQLException e) {
            throw new IOException("an act of revoking could not be written to the table", e);
        }
    }

    @Override
    public synchronized Batch read(String position, Duration wait) throws IOException {
        long from = position.equals(START) ? 0 : Long.parseLong(position);
        try {
            Connection connection = connection();
            Batch batch = read(connection, from);
            if (batch.acts().isEmpty() && batch.last() && !wait.isZero()) {
                int millis = (int) Math.max(1, Math.min(wait.toMillis(), Integer.MAX_VALUE));
                connection.unwrap(PGConnection.class).getNotifications(millis);
                batch = read(connection, from);
            }
            return batch;
        } catch (SQLException e) {
            drop();
            throw new IOException("revocations could not be read from the table", e);
        }
    }

    @Override
    public int prune(long now) throws IOException {
        try (Connection connection = open()) {
            return new TablePruning(connection, now).prune();
        } catch (SQLException e) {
            throw new IOException("the table of revocations could not be pruned", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            drop();
        }
    }

    private Connection connection() throws SQLException {
        Connection open = reading;
        if (closed) {
            throw new SQLException("closed");
        }
        if (open == null) {
            open = open();
            reading = open;
            try (Statement statement = open.createStatement()) {
                // Before the first look, so that nothing is missed between.
                statement.execute("LISTEN postern_revocations");
            }
        }
        return open;
    }

    /** A connection to a database where the tables are. */
    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            create(statement);
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute(CREATE);
        statement.execute(TablePruning.CREATE);
    }

    private static Batch read(Connection connection, long from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT position, act FROM postern_revocations WHERE position >= ? ORDER BY position LIMIT ?")) {
            select.setLong(1, from);
            select.setInt(2, MOST + 1);
            try (ResultSet rows = select.executeQuery()) {
                if (from == 0 || (rows.next() && rows.getLong(1) == from)) {
                    return batch(rows, from);
                }
            }
        }
        if (from > TablePruning.pruned(connection)) {
            throw new SQLException("the last act that was read, " + from + ", is gone");
        }
        // It was settled, and so may others be that came after it: what is left is read from its start.
        return new Batch(List.of(), START, false);
    }

    private static Batch batch(ResultSet rows, long from) throws SQLException {
        List<Revocation> acts = new ArrayList<>();
        long position = from;
        int count = from > 0 ? 1 : 0;
        while (rows.next()) {
            position = rows.getLong(1);
            Revocation act = RevocationText.parse(rows.getString(2));
            if (act == null) {
                throw new SQLException("the row at position " + position + " is no act of revoking");
            }
            acts.add(act);
            count++;
        }
        return new Batch(acts, position == 0 ? START : Long.toString(position), count <= MOST);
    }

    private void drop() {
        Connection open = reading;
        reading = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException ended) {
                // It is gone either way.
            }
        }
    }
}
