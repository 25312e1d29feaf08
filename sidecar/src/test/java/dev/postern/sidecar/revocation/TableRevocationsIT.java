package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
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
        execute("DROP TABLE IF EXISTS postern_revocations, postern_revocations_pruned");
    }

    @Test
    void aReaderIsWokenAndOneThatLostItsConnectionComesBack() throws Exception {
        RevocationView view = new RevocationView(
                new RevocationTable(100), Duration.ofSeconds(30), System::nanoTime, InstantSource.system());
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

    @Test
    void theNewestRowAndWhatTheServersClockKeepsAreNotPruned() throws Exception {
        try (TableRevocations feed = feed()) {
            feed.append(new Revocation.OfToken(RevocationName.ofToken("a"), NOW + 7_200));
            feed.append(settled(1));
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            assertThat(feed.prune(NOW + 1_000_000)).isZero();
            assertThat(feed.read(position, Duration.ZERO).acts()).isEmpty();
            feed.append(token("b"));
            assertThat(feed.prune(NOW + 1_000_000)).isOne();
        }
    }

    @Test
    void rowsThatNobodyPrunedAreMissedAlsoAfterPruning() throws Exception {
        try (TableRevocations feed = feed()) {
            feed.append(settled(1));
            feed.append(token("a"));
            assertThat(feed.prune(NOW)).isOne();
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            execute("TRUNCATE postern_revocations");
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            feed.append(token("b"));
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void manyRowsArePrunedInBatchesAndATableFromBeforeToo() throws Exception {
        execute("CREATE TABLE postern_revocations (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " act text NOT NULL, at timestamptz NOT NULL DEFAULT now())");
        execute("INSERT INTO postern_revocations (act) SELECT CASE WHEN n % 3 = 0 THEN 'token ' || md5(n::text)"
                + " ELSE 'token ' || md5(n::text) || ' 17' END FROM generate_series(1, 15000) n");
        try (TableRevocations feed = feed()) {
            assertThat(feed.prune(NOW)).isEqualTo(10_000);
            RevocationFeed.Batch batch = feed.read(RevocationFeed.START, Duration.ZERO);
            int left = batch.acts().size();
            while (!batch.last()) {
                batch = feed.read(batch.position(), Duration.ZERO);
                left += batch.acts().size();
            }
            assertThat(left).isEqualTo(5_000);
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
