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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TableRevocationsIT {

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
    void readsWhatWasAppendedInOrderAndOnce() throws Exception {
        try (TableRevocations feed = feed()) {
            assertThat(feed.read(RevocationFeed.START, Duration.ZERO))
                    .isEqualTo(new RevocationFeed.Batch(List.of(), RevocationFeed.START, true));
            List<Revocation> acts = List.of(
                    token("a"),
                    new Revocation.OfKey(RevocationName.ofKey("k")),
                    new Revocation.OfSubject(RevocationName.ofSubject("default", "s"), 17),
                    new Revocation.OfAll(0));
            for (Revocation act : acts) {
                feed.append(act);
            }
            RevocationFeed.Batch batch = feed.read(RevocationFeed.START, Duration.ZERO);
            assertThat(batch.acts()).isEqualTo(acts);
            assertThat(batch.last()).isTrue();
            assertThat(feed.read(batch.position(), Duration.ofMillis(10)).acts())
                    .isEmpty();
            feed.append(token("b"));
            assertThat(feed.read(batch.position(), Duration.ZERO).acts()).containsExactly(token("b"));
        }
    }

    @Test
    void noneOfManyThatAppendAtOnceIsMissed() throws Exception {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    try (TableRevocations feed = feed()) {
                        for (int i = 0; i < 20; i++) {
                            feed.append(token(writer + "-" + i));
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        List<Revocation> read = new ArrayList<>();
        try (TableRevocations feed = feed()) {
            String position = RevocationFeed.START;
            while (read.size() < 80) {
                RevocationFeed.Batch batch = feed.read(position, Duration.ofSeconds(5));
                read.addAll(batch.acts());
                position = batch.position();
            }
        }
        writers.forEach(CompletableFuture::join);
        assertThat(read).hasSize(80).doesNotHaveDuplicates();
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

    private static TableRevocations feed() {
        return new TableRevocations(server.getJdbcUrl("postgres", "postgres"), "", "");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Revocation token(String id) {
        return new Revocation.OfToken(RevocationName.ofToken(id));
    }
}
