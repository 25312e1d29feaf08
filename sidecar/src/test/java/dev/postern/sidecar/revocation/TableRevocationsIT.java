package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.capability.RevocationTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TableRevocationsIT extends RevocationFeedContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void forgetAll() throws Exception {
        execute("DROP TABLE IF EXISTS postern_revocations");
    }

    @Test
    void aReaderIsWokenAndOneThatLostItsConnectionComesBack() throws Exception {
        RevocationView view = new RevocationView(new RevocationTable(100), Duration.ofSeconds(30), System::nanoTime);
        try (RevocationReader reader = RevocationReader.start(feed(), view, Duration.ofSeconds(10), System::nanoTime);
                TableRevocations writer = feed()) {
            assertThat(reader.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
            writer.append(token("a"));
            await().atMost(Duration.ofSeconds(5)).until(() -> view.size() == 1);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND application_name = 'postern'");
            writer.append(token("b"));
            await().atMost(Duration.ofSeconds(20)).until(() -> view.size() == 2);
        }
    }

    @Test
    void aTableThatLostRowsOrHoldsSomethingElseIsAnError() throws Exception {
        try (TableRevocations feed = feed()) {
            feed.append(token("a"));
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            execute("INSERT INTO postern_revocations (act) VALUES ('junk')");
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            execute("TRUNCATE postern_revocations");
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
        }
    }

    @Override
    TableRevocations feed() {
        return new TableRevocations(server.getJdbcUrl("postgres", "postgres"), "", "");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
