package dev.postern.sidecar.source.principals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TablePrincipalsIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path SCHEMA = Path.of("../deploy/postgresql/principals.sql");

    private static EmbeddedPostgres postgres;

    private final List<String> changed = new CopyOnWriteArrayList<>();
    private Connection operator;
    private TablePrincipals principals;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        operator = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
        execute("DROP TABLE IF EXISTS postern_principals");
        execute(Files.readString(SCHEMA));
        execute("""
                INSERT INTO postern_principals (id, roles, attributes) VALUES
                  ('alice', '{editor,"on call"}', '{"clearance": 3, "city": "Zürich \\u00e9 \\"x\\"", "tags": ["a"]}'),
                  ('bob', '{}', '{}')""");
        principals = open(Duration.ofSeconds(1));
        assertThat(principals.awaitLoaded(SOON)).isTrue();
    }

    @AfterEach
    void close() throws SQLException {
        principals.close();
        operator.close();
    }

    @Test
    void readsRolesAndAttributes() {
        assertThat(Objects.requireNonNull(principals.find("alice")).principal())
                .isEqualTo(new Principal(
                        "alice",
                        List.of("editor", "on call"),
                        Map.of(
                                "clearance", new Value.Int(3),
                                "city", new Value.Text("Zürich é \"x\""),
                                "tags", new Value.Items(List.of(new Value.Text("a"))))));
        assertThat(principals.current()).isTrue();
        assertThat(principals.find("carol")).isNull();
    }

    @Test
    void hearsOfEveryChangeAsSoonAsItIsCommitted() throws SQLException {
        KnownPrincipal bob = principals.find("bob");
        changed.clear();
        execute("UPDATE postern_principals SET roles = '{admin}' WHERE id = 'alice'");
        await().atMost(SOON).until(() -> roles("alice").equals(List.of("admin")));
        execute("INSERT INTO postern_principals (id, roles) VALUES ('carol', '{viewer}')");
        await().atMost(SOON).until(() -> roles("carol").equals(List.of("viewer")));
        execute("DELETE FROM postern_principals WHERE id = 'carol'");
        await().atMost(SOON).until(() -> principals.find("carol") == null);
        execute("UPDATE postern_principals SET id = 'dave' WHERE id = 'alice'");
        await().atMost(SOON).until(() -> principals.find("alice") == null && principals.find("dave") != null);
        execute("TRUNCATE postern_principals");
        await().atMost(SOON).until(() -> principals.size() == 0);
        assertThat(bob).isNotNull();
        assertThat(changed)
                .startsWith("alice", "carol", "carol", "alice", "dave")
                .hasSize(7)
                .endsWith(changed.get(5).equals("bob") ? "dave" : "bob");
    }

    @Test
    void knowsNothingOfWhomItCannotUnderstand() throws SQLException {
        execute("UPDATE postern_principals SET attributes = '{\"n\": 99999999999999999999}' WHERE id = 'alice'");
        await().atMost(SOON).until(() -> {
            KnownPrincipal alice = principals.find("alice");
            return alice != null && !alice.readable();
        });
        assertThat(principals.refused()).isPositive();
        assertThat(roles("alice")).isEmpty();
    }

    @Test
    void isNotCurrentOnceTheDatabaseHasBeenAwayForTooLongAndCatchesUpAfterwards() throws Exception {
        try (Connection elsewhere = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "template1"));
                Statement statement = elsewhere.createStatement()) {
            statement.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS false");
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'postern'");
            await().atMost(SOON).until(() -> !principals.current());
            assertThat(principals.find("alice")).isNotNull();
            execute("UPDATE postern_principals SET roles = '{}' WHERE id = 'alice'");
            statement.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS true");
        }
        await().atMost(SOON.multipliedBy(2)).until(principals::current);
        assertThat(roles("alice")).isEmpty();
    }

    private TablePrincipals open(Duration staleness) {
        TableConfig is = TableConfig.DEFAULTS;
        TableConfig config = new TableConfig(
                postgres.getJdbcUrl("postgres", "postgres"),
                "postgres",
                null,
                is.table(),
                is.channel(),
                Duration.ofMillis(100),
                staleness,
                is.reload(),
                is.most());
        return TablePrincipals.open(config, "", changed::add, System::nanoTime, task -> {
            Thread thread = new Thread(task, "principals");
            thread.setDaemon(true);
            return thread;
        });
    }

    private List<String> roles(String id) {
        KnownPrincipal known = principals.find(id);
        return known == null ? List.of() : known.principal().roles();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = operator.createStatement()) {
            statement.execute(sql);
        }
    }
}
