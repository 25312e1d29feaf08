package dev.postern.sidecar.source.principals;

import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import dev.postern.yaml.YamlLimits;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the table of principals: {@code id text}, {@code roles text[]}, {@code attributes jsonb}. A row that cannot be
 * understood is a principal that is not readable.
 */
final class PrincipalRows {

    private static final YamlLimits LIMITS = new YamlLimits(1 << 20, 10_000, 32);
    private static final int FETCH = 10_000;
    private static final String TIMEOUT_SECONDS = "5";

    private final TableConfig config;
    private final String password;
    private final String columns;
    private final LongAdder refused = new LongAdder();

    PrincipalRows(TableConfig config, String password) {
        this.config = config;
        this.password = password;
        // Identifiers cannot be parameters; the configuration lets only plain ones through.
        this.columns = "SELECT id, roles, attributes::text FROM " + config.table();
    }

    /** Rows that could not be understood. */
    long refused() {
        return refused.sum();
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "postern");
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        if (!config.user().isEmpty()) {
            properties.setProperty("user", config.user());
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(config.url(), properties);
    }

    void listen(Connection connection) throws SQLException {
        execute(connection, "LISTEN " + config.channel());
    }

    void ping(Connection connection) throws SQLException {
        execute(connection, "SELECT 1");
    }

    /** Every row. */
    Map<String, PrincipalTable.Entry> all(Connection connection) throws SQLException {
        // Only inside a transaction do rows come in portions.
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(columns)) {
            statement.setFetchSize(FETCH);
            return read(statement);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The rows of some principals; those that have none are left out. */
    Map<String, PrincipalTable.Entry> of(Connection connection, Collection<String> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(columns + " WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            return read(statement);
        }
    }

    private Map<String, PrincipalTable.Entry> read(PreparedStatement statement) throws SQLException {
        Map<String, PrincipalTable.Entry> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (found.size() >= config.most()) {
                    throw new SQLException("more than " + config.most() + " principals, expected at most that many");
                }
                String id = rows.getString(1);
                found.put(id, entry(id, rows.getArray(2), rows.getString(3)));
            }
        }
        return found;
    }

    private PrincipalTable.Entry entry(String id, @Nullable Array roles, @Nullable String json) throws SQLException {
        List<String> names = roles == null ? List.of() : texts(roles);
        Map<String, Value> attributes = json == null ? Map.of() : PrincipalText.attributes(json, LIMITS);
        if (names == null || attributes == null) {
            refused.increment();
            return PrincipalTable.Entry.unreadable(id);
        }
        return new PrincipalTable.Entry(new Principal(id, names, attributes), true);
    }

    private static @Nullable List<String> texts(Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object each : (Object[]) array.getArray()) {
            if (!(each instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
