package dev.postern.sidecar.covenant;

import java.util.List;

/**
 * How one database differs from others.
 *
 * @param schema statements that make the tables where they are not there
 */
record SqlDialect(List<String> schema) {

    static final SqlDialect SQLITE = new SqlDialect(List.of(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA busy_timeout = 5000",
            covenants("TEXT", "BLOB"),
            tags("TEXT"),
            index("issuer_id"),
            index("beneficiary_id"),
            index("created_at")));

    static final SqlDialect POSTGRESQL = new SqlDialect(List.of(
            covenants("TEXT COLLATE \"C\"", "BYTEA"),
            tags("TEXT COLLATE \"C\""),
            index("issuer_id"),
            index("beneficiary_id"),
            index("created_at")));

    private static String covenants(String text, String bytes) {
        return "CREATE TABLE IF NOT EXISTS covenants (id " + text + " PRIMARY KEY, body " + bytes
                + " NOT NULL, issuer_id TEXT NOT NULL, beneficiary_id TEXT NOT NULL, created_at BIGINT,"
                + " has_chain SMALLINT NOT NULL)";
    }

    private static String tags(String text) {
        return "CREATE TABLE IF NOT EXISTS covenant_tags (tag TEXT NOT NULL, id " + text
                + " NOT NULL, PRIMARY KEY (tag, id))";
    }

    private static String index(String column) {
        return "CREATE INDEX IF NOT EXISTS covenants_" + column + " ON covenants (" + column + ", id)";
    }
}
