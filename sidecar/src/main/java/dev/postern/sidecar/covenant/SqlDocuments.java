package dev.postern.sidecar.covenant;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Documents in tables of a database, over one connection, which is made anew once when it was lost. Each call is one
 * transaction.
 */
final class SqlDocuments implements Documents {

    private static final String UPSERT = "INSERT INTO covenants"
            + " (id, body, issuer_id, beneficiary_id, created_at, has_chain) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET body = excluded.body, issuer_id = excluded.issuer_id,"
            + " beneficiary_id = excluded.beneficiary_id, created_at = excluded.created_at,"
            + " has_chain = excluded.has_chain";
    private static final int VALID_SECONDS = 2;

    private final Connector connector;
    private final SqlDialect dialect;
    private @Nullable Connection connection;

    /** Makes connections. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    private SqlDocuments(Connector connector, SqlDialect dialect) {
        this.connector = connector;
        this.dialect = dialect;
    }

    /** Connects, and makes the tables where they are not there. */
    static SqlDocuments open(Connector connector, SqlDialect dialect) throws IOException {
        SqlDocuments documents = new SqlDocuments(connector, dialect);
        documents.run(open -> true);
        return documents;
    }

    @Override
    public void put(Collection<Document> documents) throws IOException {
        run(open -> {
            try (PreparedStatement upsert = open.prepareStatement(UPSERT);
                    PreparedStatement untag = open.prepareStatement("DELETE FROM covenant_tags WHERE id = ?");
                    PreparedStatement tag =
                            open.prepareStatement("INSERT INTO covenant_tags (tag, id) VALUES (?, ?)")) {
                for (Document document : documents) {
                    put(document, upsert);
                    untag.setString(1, document.id());
                    untag.addBatch();
                    for (String each : document.facts().tags()) {
                        tag.setString(1, each);
                        tag.setString(2, document.id());
                        tag.addBatch();
                    }
                }
                upsert.executeBatch();
                untag.executeBatch();
                tag.executeBatch();
                return true;
            }
        });
    }

    @Override
    public Map<String, byte[]> get(Collection<String> ids) throws IOException {
        return run(open -> {
            Map<String, byte[]> found = new LinkedHashMap<>();
            try (PreparedStatement select = open.prepareStatement("SELECT body FROM covenants WHERE id = ?")) {
                for (String id : ids) {
                    select.setString(1, id);
                    try (ResultSet row = select.executeQuery()) {
                        if (row.next()) {
                            found.put(id, row.getBytes(1));
                        }
                    }
                }
            }
            return found;
        });
    }

    @Override
    public List<String> delete(Collection<String> ids) throws IOException {
        return run(open -> {
            List<String> deleted = new ArrayList<>();
            try (PreparedStatement delete = open.prepareStatement("DELETE FROM covenants WHERE id = ?");
                    PreparedStatement untag = open.prepareStatement("DELETE FROM covenant_tags WHERE id = ?")) {
                for (String id : ids) {
                    delete.setString(1, id);
                    untag.setString(1, id);
                    untag.executeUpdate();
                    if (delete.executeUpdate() == 1) {
                        deleted.add(id);
                    }
                }
            }
            return deleted;
        });
    }

    @Override
    public void list(CovenantFilter filter, Consumer<Body> sink) throws IOException {
        List<Body> found = run(open -> {
            SqlFilter condition = new SqlFilter(filter);
            String text = "SELECT id, body FROM covenants" + condition.where() + " ORDER BY id LIMIT ?";
            List<Body> bodies = new ArrayList<>();
            try (PreparedStatement select = open.prepareStatement(text)) {
                select.setInt(condition.bind(select) + 1, filter.limit());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        bodies.add(new Body(rows.getString(1), rows.getBytes(2)));
                    }
                }
            }
            return bodies;
        });
        found.forEach(sink);
    }

    @Override
    public long count(CovenantFilter filter) throws IOException {
        return run(open -> {
            SqlFilter condition = new SqlFilter(filter);
            try (PreparedStatement select =
                    open.prepareStatement("SELECT count(*) FROM covenants" + condition.where())) {
                condition.bind(select);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0;
                }
            }
        });
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void put(Document document, PreparedStatement upsert) throws SQLException {
        CovenantFacts facts = document.facts();
        upsert.setString(1, document.id());
        upsert.setBytes(2, document.body());
        upsert.setString(3, facts.issuerId());
        upsert.setString(4, facts.beneficiaryId());
        if (facts.createdAt() == null) {
            upsert.setNull(5, Types.BIGINT);
        } else {
            upsert.setLong(5, facts.createdAt());
        }
        upsert.setInt(6, facts.hasChain() ? 1 : 0);
        upsert.addBatch();
    }

    /** Everything a call does can be done twice to the same end. */
    private synchronized <T> T run(Work<T> work) throws IOException {
        try {
            Connection open = connected();
            try {
                return transact(open, work);
            } catch (SQLException e) {
                if (open.isValid(VALID_SECONDS)) {
                    throw e;
                }
                connection = null;
                return transact(connected(), work);
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static <T> T transact(Connection open, Work<T> work) throws SQLException {
        try {
            T result = work.on(open);
            open.commit();
            return result;
        } catch (SQLException e) {
            try {
                open.rollback();
            } catch (SQLException alsoLost) {
                e.addSuppressed(alsoLost);
            }
            throw e;
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connector.connect();
            try (Statement statement = open.createStatement()) {
                for (String each : dialect.schema()) {
                    statement.execute(each);
                }
            }
            open.setAutoCommit(false);
            connection = open;
        }
        return open;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection open) throws SQLException;
    }
}
