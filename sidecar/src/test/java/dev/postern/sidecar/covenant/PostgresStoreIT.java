package dev.postern.sidecar.covenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.covenant.Covenant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL, held to {@link StoreContract}. */
class PostgresStoreIT {

    private static @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server().close();
    }

    @Nested
    class InPostgres extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return fresh(Encryption.NONE);
        }

        @Test
        void aLostConnectionIsMadeAnew() throws IOException, SQLException {
            Covenant covenant = make.of("ops", "agent", Covenants.FIRST);
            store().put(covenant);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
            assertThat(store().get(covenant.id())).isEqualTo(covenant);
        }
    }

    @Nested
    class SealedInPostgres extends StoreContract {
        @Override
        CovenantStore open() throws IOException {
            return fresh(Encryption.by(new byte[Encryption.KEY_BYTES], new SplittableRandom(1)));
        }
    }

    private static EmbeddedPostgres server() {
        return Objects.requireNonNull(server);
    }

    private static CovenantStore fresh(Encryption encryption) throws IOException {
        try {
            execute("DROP TABLE IF EXISTS covenants, covenant_tags");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        return CovenantStores.postgresql(
                server().getJdbcUrl("postgres", "postgres"), login, encryption, StoreContract.CLOCK);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
