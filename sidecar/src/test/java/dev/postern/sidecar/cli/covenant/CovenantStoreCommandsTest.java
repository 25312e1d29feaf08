package dev.postern.sidecar.cli.covenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CovenantStoreCommandsTest {

    private static final String ABSENT = "0".repeat(64);

    @TempDir
    private Path dir = Path.of("");

    private String key = "";
    private Path one = Path.of("");
    private Path two = Path.of("");

    @BeforeEach
    void signTwo() throws IOException {
        key = dir.resolve("issuer.pem").toString();
        Run.of("keys", "generate", key);
        one = signed("one.json", "agent", "\"metadata\":{\"tags\":[\"a\",\"b\"]}");
        two = signed("two.json", "helper", "\"metadata\":{\"tags\":[\"b\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s/store", "sqlite:%s/store.db", "file:%s/store sealed", "sqlite:%s/store.db sealed"})
    void whatWasPutIsFoundAndPrintedUntilItIsDeleted(String store) throws IOException {
        String[] at = at(store);

        assertThat(run(at, "put", one.toString(), two.toString()).lines()).containsExactly(id(one), id(two));
        assertThat(run(at, "get", id(one)).out()).isEqualTo(Files.readString(one));
        assertThat(run(at, "list").lines())
                .hasSize(2)
                .anySatisfy(
                        line -> assertThat(line).startsWith(id(one)).contains("2026-01-05T10:00:00", "ops -> agent"));
        assertThat(Json.JSON
                        .readTree(run(at, "delete", "--json", id(one)).out())
                        .get("deleted")
                        .asInt())
                .isEqualTo(1);

        Run gone = run(at, "get", id(two), id(one), ABSENT);
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.out()).isEqualTo(Files.readString(two));
        assertThat(gone.err()).contains(id(one), ABSENT);
        assertThat(run(at, "delete", id(two), ABSENT).exit()).isEqualTo(1);
        assertThat(run(at, "list", "--count").out()).isEqualTo("0\n");
    }

    @Test
    void eachFilterPicksWhatItSays() throws IOException {
        String[] at = at("sqlite:%s/store.db");
        run(at, "put", one.toString(), two.toString());

        assertPicks(at, List.of("--beneficiary", "agent"), one);
        assertPicks(at, List.of("--issuer", "ops"), one, two);
        assertPicks(at, List.of("--issuer", "nobody"));
        assertPicks(at, List.of("--tag", "b"), one, two);
        assertPicks(at, List.of("--tag", "a", "--tag", "b"), one);
        assertPicks(at, List.of("--delegated", "true"));
        assertPicks(at, List.of("--delegated", "false"), one, two);
        assertPicks(at, List.of("--created-after", "2026-01-05T10:00:00Z"), one, two);
        assertPicks(at, List.of("--created-after", "2026-01-05T10:00:01Z"));
        assertPicks(at, List.of("--created-before", "2026-01-05T10:00:00Z"), one, two);
        assertPicks(at, List.of("--created-before", "2026-01-05T09:59:59Z"));

        List<String> sorted = Stream.of(id(one), id(two)).sorted().toList();
        JsonNode first =
                Json.JSON.readTree(run(at, "list", "--limit", "1", "--json").out());
        assertThat(first.get("id").asText()).isEqualTo(sorted.get(0));
        assertThat(run(at, "list", "--after", sorted.get(0)).out()).startsWith(sorted.get(1));
    }

    @Test
    void whatItsIssuerDidNotSignIsNotKeptNorWhatCameWithIt() throws IOException {
        String[] at = at("file:%s/store");
        Path forged = Files.writeString(
                dir.resolve("forged.json"), Files.readString(one).replace("/data/**", "/**"));

        Run refused = run(at, "put", two.toString(), forged.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).startsWith(forged + ": id_match: ");
        assertThat(dir.resolve("store")).doesNotExist();
    }

    @Test
    void aStoreThatIsNotThereOrUnderAnotherKeyIsSaidToBe() throws IOException {
        assertThat(run(at("sqlite:%s/typo.db"), "list").exit()).isEqualTo(2);
        assertThat(dir.resolve("typo.db")).doesNotExist();
        assertThat(run(new String[] {"--store", "ftp://x"}, "list").exit()).isEqualTo(2);
        assertThat(run(at("file:%s/store"), "list", "--limit", "0").exit()).isEqualTo(2);

        String[] sealed = at("file:%s/store sealed");
        run(sealed, "put", one.toString());
        Run unopened = run(at("file:%s/store"), "get", id(one));
        assertThat(unopened.exit()).isEqualTo(3);
        assertThat(unopened.err()).contains(id(one)).doesNotContain("Exception");
        Path secret = dir.resolve("store.key");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Run open = run(sealed, "get", id(one));
        assertThat(open.exit()).isEqualTo(2);
        assertThat(open.err()).contains("lets others in, expected 0600");
    }

    private void assertPicks(String[] at, List<String> filter, Path... wanted) throws IOException {
        List<String> words = new ArrayList<>(List.of("list", "--json"));
        words.addAll(filter);
        Run listed = run(at, words.toArray(String[]::new));
        List<String> documents = new ArrayList<>();
        for (Path each : wanted) {
            documents.add(Files.readString(each).strip());
        }
        assertThat(listed.lines()).as(filter.toString()).containsExactlyInAnyOrderElementsOf(documents);
        words.add("--count");
        assertThat(Json.JSON
                        .readTree(run(at, words.toArray(String[]::new)).out())
                        .get("count")
                        .asInt())
                .isEqualTo(wanted.length);
    }

    private String[] at(String store) throws IOException {
        String[] parts = store.split(" ", -1);
        if (parts.length == 1) {
            return new String[] {"--store", parts[0].formatted(dir)};
        }
        Path secret = dir.resolve("store.key");
        if (Files.notExists(secret)) {
            Files.write(secret, "0123456789abcdef".repeat(4).getBytes(StandardCharsets.US_ASCII));
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
        return new String[] {"--store", parts[0].formatted(dir), "--store-key", secret.toString()};
    }

    private static Run run(String[] at, String... words) {
        return Run.of(Stream.of(new String[] {"covenant"}, words, at)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    }

    private Path signed(String name, String beneficiary, String more) throws IOException {
        Path draft = Files.writeString(
                dir.resolve("draft.json"),
                "{\"issuer\":{\"id\":\"ops\"},\"beneficiary\":{\"id\":\"" + beneficiary + "\",\"publicKey\":\""
                        + "0".repeat(64) + "\",\"role\":\"beneficiary\"},\"constraints\":\"permit read on '/data/**'\","
                        + more + "}");
        Run run = Run.of("covenant", "sign", draft.toString(), "--key", key);
        assertThat(run.exit()).as(run.err()).isZero();
        return Files.writeString(dir.resolve(name), run.out());
    }

    private static String id(Path covenant) throws IOException {
        return Json.JSON.readTree(Files.readString(covenant)).get("id").asText();
    }
}
