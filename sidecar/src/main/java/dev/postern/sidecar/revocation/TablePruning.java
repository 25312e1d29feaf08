package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes rows whose acts are settled, a batch in a statement, which also notes the last position of which a row was
 * deleted: readers who stood there know by it that nothing was lost. The newest row stays, as does what the database's own
 * clock does not call settled.
 */
final class TablePruning {

    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS postern_revocations_pruned (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              position bigint NOT NULL)""";

    private static final int MOST = 4_096;

    private static final String DELETE = """
            WITH gone AS (
              DELETE FROM postern_revocations WHERE position = ANY (?) RETURNING position),
            noted AS (
              INSERT INTO postern_revocations_pruned (position)
              SELECT max(position) FROM gone HAVING count(*) > 0
              ON CONFLICT (one) DO UPDATE
              SET position = greatest(postern_revocations_pruned.position, excluded.position))
            SELECT count(*) FROM gone""";

    private final Connection connection;
    private final long now;

    /** Prunes what is settled at {@code now}, in seconds since the epoch, through a connection that commits by itself. */
    TablePruning(Connection connection, long now) throws SQLException {
        this.connection = connection;
        this.now = Math.min(now, number(connection, "SELECT extract(epoch FROM now())::bigint"));
    }

    /** Where the last row was that was ever deleted, 0 when none was. */
    static long pruned(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(max(position), 0) FROM postern_revocations_pruned");
    }

    /** How many rows were deleted. */
    int prune() throws SQLException {
        long newest = number(connection, "SELECT coalesce(max(position), 0) FROM postern_revocations");
        int deleted = 0;
        long from = 0;
        while (from < newest) {
            List<Long> settled = new ArrayList<>();
            from = settled(from, newest, settled);
            if (!settled.isEmpty()) {
                deleted += delete(settled);
            }
        }
        return deleted;
    }

    /** Finds settled acts after {@code from} and before {@code newest}; how far it has looked. */
    private long settled(long from, long newest, List<Long> settled) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT position, act FROM postern_revocations"
                + " WHERE position > ? AND position < ? ORDER BY position LIMIT " + MOST)) {
            select.setLong(1, from);
            select.setLong(2, newest);
            long last = newest;
            int count = 0;
            try (ResultSet rows = select.executeQuery()) {
                for (; rows.next(); count++) {
                    last = rows.getLong(1);
                    Revocation act = RevocationText.parse(rows.getString(2));
                    if (act != null && act.isSettled(now)) {
                        settled.add(last);
                    }
                }
            }
            return count < MOST ? newest : last;
        }
    }

    private int delete(List<Long> positions) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            try (ResultSet count = delete.executeQuery()) {
                count.next();
                return count.getInt(1);
            }
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
