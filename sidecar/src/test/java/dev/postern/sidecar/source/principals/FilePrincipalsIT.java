package dev.postern.sidecar.source.principals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePrincipalsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final List<String> changed = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("principals.yaml");
        write("""
                principals:
                  alice:
                    roles: [editor, on_call]
                    attributes:
                      department: finance
                      clearance: 3
                      ratio: 0.5
                      active: true
                      "no": null
                      tags: [a, "1"]
                      place: {city: Rome}
                  bob: {}
                """);
    }

    @Test
    void readsRolesAndAttributesOfEveryType() throws IOException {
        try (FilePrincipals principals = FilePrincipals.open(file, changed::add)) {
            assertThat(Objects.requireNonNull(principals.find("alice")).principal())
                    .isEqualTo(new Principal(
                            "alice",
                            List.of("editor", "on_call"),
                            Map.of(
                                    "department", new Value.Text("finance"),
                                    "clearance", new Value.Int(3),
                                    "ratio", new Value.Real(0.5),
                                    "active", Value.Bool.TRUE,
                                    "no", Value.Null.NULL,
                                    "tags", new Value.Items(List.of(new Value.Text("a"), new Value.Text("1"))),
                                    "place", new Value.Fields(Map.of("city", new Value.Text("Rome"))))));
            assertThat(principals.find("bob")).isNotNull();
            assertThat(principals.find("carol")).isNull();
            assertThat(principals.current()).isTrue();
        }
    }

    @Test
    void takesAChangeOfOnePrincipalAndLeavesTheOthersTheirVersion() throws IOException {
        try (FilePrincipals principals = FilePrincipals.open(file, changed::add)) {
            KnownPrincipal alice = principals.find("alice");
            changed.clear();
            write(Files.readString(file).replace("bob: {}", "bob: {roles: [viewer]}\n  carol: {}"));
            await().atMost(SOON).until(() -> principals.find("carol") != null);
            assertThat(principals.find("alice")).isEqualTo(alice);
            assertThat(changed).containsExactlyInAnyOrder("bob", "carol");
            write("principals: {}");
            await().atMost(SOON).until(() -> principals.find("alice") == null);
            assertThat(principals.size()).isZero();
        }
    }

    @Test
    void keepsWhatWasKnownWhenTheFileIsBroken() throws IOException {
        try (FilePrincipals principals = FilePrincipals.open(file, changed::add)) {
            write("principals: {alice: {rolls: [admin]}}");
            await().atMost(SOON).until(() -> principals.refused() > 0);
            assertThat(principals.find("alice"))
                    .isNotNull()
                    .extracting(known -> known.principal().roles())
                    .isEqualTo(List.of("editor", "on_call"));
        }
    }

    @Test
    void saysWhereABrokenFileIsBroken() throws IOException {
        write("principals:\n  alice:\n    rolls: [admin]\n");
        assertThatThrownBy(() -> FilePrincipals.open(file, changed::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("principals.yaml:3:5")
                .hasMessageContaining("'rolls'")
                .hasMessageContaining("'roles'");
        write("principals: {alice: {attributes: {n: 99999999999999999999}}}");
        assertThatThrownBy(() -> FilePrincipals.open(file, changed::add)).hasMessageContaining("64 bits");
    }

    private void write(String text) throws IOException {
        Path fresh = directory.resolve("fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
