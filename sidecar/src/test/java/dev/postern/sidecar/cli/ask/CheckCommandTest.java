package dev.postern.sidecar.cli.ask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckCommandTest {

    private static final String POLICY = """
            permit file.read on '/docs/**'
            deny file.read on '/docs/secret/**' severity critical
            permit file.write on '/docs/**' when size = 12 and principal.roles contains 'author'
            require file.write on '/docs/**' severity low
            permit web.get on '/**' when request.method = 'GET'
            permit clock.read on '/now' when env.hour = 22
            limit file.read 1 per 1 hours
            """;

    private final Path dir;
    private final String bundle;

    CheckCommandTest(@TempDir Path dir) {
        this.dir = dir;
        this.bundle = dir.resolve("p.ccl").toString();
    }

    @BeforeEach
    void writeBundle() throws IOException {
        Files.writeString(Path.of(bundle), POLICY);
    }

    @Test
    void allowsWithTheRuleThatDecided() {
        Run run = Run.of("check", "--bundle", bundle, "--action", "file.read", "--resource", "/docs/1");
        assertThat(run.out()).isEqualTo("""
                ALLOW  policy.permit  (severity high)
                  by p.ccl:1  permit file.read on '/docs/**'
                """);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void deniesWithExitOne() {
        Run run = Run.of("check", "--bundle", bundle, "--action", "file.read", "--resource", "/docs/secret/1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("DENY  policy.deny  (severity critical)\n  by p.ccl:2");
    }

    @Test
    void printsTheFieldsOfALineInTheirOrder() {
        Run run = Run.of(
                "check",
                "--bundle",
                bundle,
                "--principal",
                "{\"id\":\"bob\",\"roles\":[\"author\"]}",
                "--action",
                "file.write",
                "--resource",
                "/docs/1",
                "--context",
                "{\"size\":12}",
                "--json");
        assertThat(run.out())
                .isEqualTo("{\"id\":null,\"decision\":\"ALLOW\",\"reason\":\"policy.permit\","
                        + "\"rule\":{\"file\":\"p.ccl\",\"line\":3,\"text\":\"permit file.write on '/docs/**' when size = 12"
                        + " and principal.roles contains 'author'\"},"
                        + "\"obligations\":[{\"file\":\"p.ccl\",\"line\":4,\"text\":\"require file.write on '/docs/**'"
                        + " severity low\"}],\"severity\":\"high\"}\n");
    }

    @Test
    void printsNoRuleAndNoSeverityWhereNoneMatched() {
        Run run = Run.of("check", "--bundle", bundle, "--action", "x", "--resource", "/", "--json");
        assertThat(run.out())
                .isEqualTo("{\"id\":null,\"decision\":\"DENY\",\"reason\":\"policy.default\",\"rule\":null,"
                        + "\"obligations\":[],\"severity\":null}\n");
    }

    @Test
    void takesReservedRootsAsFactsButThePrincipalOnlyBesideThem() {
        String[] get = {"check", "--bundle", bundle, "--action", "web.get", "--resource", "/", "--context", ""};
        get[8] = "{\"request\":{\"method\":\"GET\"}}";
        assertThat(Run.of(get).exit()).isZero();
        get[8] = "{\"principal\":{\"id\":\"root\"}}";
        Run refused = Run.of(get);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).startsWith("DENY  input.reserved").contains("expected it beside context");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-05T22:30:00Z,0", "2026-01-05T23:30:00+01:00,0", "1767600000,1", "1767652200,0", "0,1"})
    void answersAsOfTheTimeGiven(String now, int exit) {
        Run run = Run.of("check", "--bundle", bundle, "--action", "clock.read", "--resource", "/now", "--now", now);
        assertThat(run.exit()).isEqualTo(exit);
    }

    @Test
    void answersEveryLineOfABatchInOrder() {
        Run run = Run.withInput("""
                {"id":"a","action":"file.read","resource":"/docs/1"}
                {"id":"b","action":"file.write","resource":"/docs/1","context":{"size":12}}

                {"id":"c","action":"file.read"}
                {"id":"d","action":"file.read","resource":"/docs/1","contxt":{}}
                {"id":"e","action":"file.read","resource":"/docs/1","context":{"a":1,"a":2}}
                not json
                {"id":"f","action":"file.read"
                {"id":7,"action":"file.read","resource":"/docs/1","decision":"DENY"}
                {"id":"g","action":"file.read","resource":"/docs/1","context":{"n":1e999}}
                {"id":"h","action":"file.read","resource":"/docs/1","context":{"n":9223372036854775808}}
                {"id":"i","action":"file.read","resource":"/docs/1","context":{"n":"\\ud800"}}
                {"id":"j","action":"file.read","resource":"/docs/1","context":{"principal":"root"}}
                """, "check", "--bundle", bundle, "--batch", "-");
        assertThat(run.exit()).isZero();
        assertThat(run.lines().stream().map(CheckCommandTest::brief))
                .containsExactly(
                        "\"a\" ALLOW policy.permit",
                        "\"b\" DENY policy.default",
                        "\"c\" DENY input.incomplete",
                        "\"d\" DENY input.malformed",
                        "\"e\" DENY input.malformed",
                        "null DENY input.malformed",
                        "\"f\" DENY input.malformed",
                        "7 ALLOW policy.permit",
                        "\"g\" DENY input.malformed",
                        "\"h\" DENY input.malformed",
                        "\"i\" DENY input.malformed",
                        "\"j\" DENY input.reserved");
    }

    @Test
    void survivesHostileLines() {
        String deep = "{\"id\":\"deep\",\"action\":\"a\",\"resource\":\"/\",\"context\":{\"x\":" + "[".repeat(20_000)
                + "]".repeat(20_000) + "}}";
        String large = "{\"id\":\"large\",\"action\":\"a\",\"resource\":\"/\",\"context\":{\"x\":\""
                + "x".repeat(10 << 20) + "\"}}";
        byte[] lines = (deep + "\n" + large + "\n{\"id\":\"?\",\"action\":\"a\",\"resource\":\"/\"}\n").getBytes(UTF_8);
        // Not UTF-8 in the id of the last line.
        lines[lines.length - 35] = (byte) 0xff;
        Run run = Run.withInput(lines, "check", "--bundle", bundle, "--batch", "-");
        assertThat(run.exit()).isZero();
        assertThat(run.lines().stream().map(CheckCommandTest::brief))
                .containsExactly(
                        "\"deep\" DENY input.too_large", "\"large\" DENY input.too_large", "null DENY input.malformed");
    }

    @Test
    void answersALineWithoutAnEnd() {
        Run run = Run.withInput(
                "{\"action\":\"file.read\",\"resource\":\"/docs/1\"}", "check", "--bundle", bundle, "--batch", "-");
        assertThat(run.lines()).hasSize(1);
    }

    @Test
    void countsLimitsOnlyWhereAskedTo() {
        String twice = "{\"action\":\"file.read\",\"resource\":\"/docs/1\"}\n".repeat(2);
        assertThat(Run.withInput(twice, "check", "--bundle", bundle, "--batch", "-").lines().stream()
                        .map(CheckCommandTest::brief))
                .containsExactly("null ALLOW policy.permit", "null ALLOW policy.permit");
        assertThat(Run.withInput(twice, "check", "--bundle", bundle, "--batch", "-", "--count-limits").lines().stream()
                        .map(CheckCommandTest::brief))
                .containsExactly("null ALLOW policy.permit", "null DENY limit.exceeded");
    }

    @Test
    void saysWhatIsWrongWithABadBundle() throws IOException {
        Files.writeString(Path.of(bundle), "permit file.read\n");
        Run run = Run.of("check", "--bundle", bundle, "--action", "a", "--resource", "/");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(bundle + ":1:17: error: ");
    }

    @Test
    void deniesAndExitsThreeWhenNoSidecarIsThere() {
        Run run = Run.of(
                "check", "--server", "unix:" + dir.resolve("no.sock"), "--action", "a", "--resource", "/", "--json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("\"decision\":\"DENY\",\"reason\":\"client.unavailable\"");
        assertThat(run.err()).startsWith("postern: no answer to be had: UNAVAILABLE");
        Run batch = Run.withInput(
                "{\"id\":\"q\",\"action\":\"a\",\"resource\":\"/\"}\n",
                "check",
                "--server",
                "unix:" + dir.resolve("no.sock"),
                "--batch",
                "-");
        assertThat(batch.exit()).isEqualTo(3);
        assertThat(batch.lines().stream().map(CheckCommandTest::brief))
                .containsExactly("\"q\" DENY client.unavailable");
    }

    /** Id, decision and reason of a line. */
    private static String brief(String line) {
        return line.replaceFirst("^\\{\"id\":(.*?),\"decision\":\"([A-Z]*)\",\"reason\":\"([^\"]*)\".*", "$1 $2 $3");
    }
}
