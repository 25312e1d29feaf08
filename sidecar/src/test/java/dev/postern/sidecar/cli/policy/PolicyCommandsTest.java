package dev.postern.sidecar.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandsTest {

    private final Path dir;

    PolicyCommandsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void validatesGoodBundles() throws IOException {
        Path good = write("good.ccl", "permit a on '/**'\n");
        Run run = Run.of("policy", "validate", good.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(good + ": good, 1 rules, tenants default, digest ");
    }

    @Test
    void namesFileLineAndColumnOfEveryError() throws IOException {
        Path good = write("good.ccl", "permit a on '/**'\n");
        write("bad/x/y.ccl", "permit a on '/**'\n\npermit a of '/**'\n");
        Path bad = dir.resolve("bad");
        Run run = Run.of("policy", "validate", good.toString(), bad.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(bad + "/x/y.ccl:3:10: error: ").contains("expected");
        Run json = Run.of("policy", "validate", "--json", bad.toString());
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.err()).isEmpty();
        assertThat(json.lines()).hasSize(1);
        assertThat(json.out())
                .startsWith("{\"valid\":false,\"bundles\":[{\"path\":\"" + bad + "\",\"valid\":false,\"digest\":null,")
                .contains("\"line\":3,\"column\":10,\"level\":\"error\",\"message\":");
    }

    @Test
    void formatsAndKeepsCommentsAndBlankLines() throws IOException {
        String ugly = "\n\n# head  \nPERMIT  a.b on /x/**   # trailing, '\n\n\n\n  # own line\n"
                + "deny a on 'it''s # no comment\nstill'  #after\npermit c on '/'  permit d on '/' # both\n#end";
        String tidy = """
                # head
                permit a.b on '/x/**'  # trailing, '

                # own line
                deny a on 'it''s # no comment
                still'  #after
                permit c on '/'
                permit d on '/'  # both
                #end
                """;
        Path file = write("p.ccl", ugly);
        assertThat(Run.of("policy", "fmt", file.toString()).out()).isEqualTo(tidy);
        assertThat(Run.withInput(ugly, "policy", "fmt", "-").out()).isEqualTo(tidy);
        Run check = Run.of("policy", "fmt", "--check", file.toString());
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).isEqualTo(file + "\n");
        assertThat(Files.readString(file)).isEqualTo(ugly);
        assertThat(Run.of("policy", "fmt", "--write", file.toString()).exit()).isZero();
        assertThat(Files.readString(file)).isEqualTo(tidy);
        assertThat(Run.of("policy", "fmt", "--check", file.toString()).exit()).isZero();
    }

    @Test
    void formatsNothingThatDoesNotParse() throws IOException {
        Path file = write("p.ccl", "permit a on\n");
        Run run = Run.of("policy", "fmt", "--write", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(file + ":1:12: error: ");
        assertThat(Files.readString(file)).isEqualTo("permit a on\n");
    }

    @Test
    void testsReportFailuresCoverageAndXml() throws IOException {
        write("p.ccl", "permit a on '/**'\ndeny b on '/**' severity low\nrequire c on '/**'\n");
        Path test = write("p.test.yaml", """
                bundle: p.ccl
                checks:
                  - name: allowed & well
                    action: a
                    resource: /x
                    expect: {decision: ALLOW, reason: policy.permit, rule: "p.ccl:1", obligations: [], severity: high}
                  - action: a
                    resource: /x
                    principal: bob
                    expect: {decision: DENY, rule: none, severity: low}
                """);
        Path xml = dir.resolve("report.xml");
        Run run = Run.of("policy", "test", "--coverage", "--junit", xml.toString(), test.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(test + """

                  ok    allowed & well
                  FAIL  bob a /x
                        FILE:7:5: decision is ALLOW, expected DENY
                        FILE:7:5: rule is p.ccl:1, expected none
                        FILE:7:5: severity is HIGH, expected LOW
                  1 of 3 rules decided a check; never:
                    p.ccl:2  deny b on '/**' severity low
                    p.ccl:3  require c on '/**'
                2 checks, 1 failed
                """.replace("FILE", test.toString()));
        assertThat(Files.readString(xml))
                .contains("tests=\"2\" failures=\"1\"")
                .contains("name=\"allowed &amp; well\"")
                .contains("<failure message=\"decision is ALLOW, expected DENY; rule is p.ccl:1, expected none;");
        Run json = Run.of("policy", "test", "--json", test.toString());
        assertThat(json.lines()).hasSize(1);
        assertThat(json.out())
                .startsWith("{\"passed\":false,")
                .contains("\"undecided\":[{\"file\":\"p.ccl\",\"line\":2");
    }

    @Test
    void testFilesAreReadStrictly() throws IOException {
        write("p.ccl", "permit a on '/**'\n");
        Path test = write("p.test.yaml", """
                bundle: p.ccl
                chekcs: []
                checks:
                  - action: a
                    resource: /x
                  - action: a
                    expect: {decision: MAYBE}
                """);
        Run run = Run.of("policy", "test", test.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(test + ":2:1: error: unknown key 'chekcs', did you mean 'checks'?")
                .contains(test + ":4:5: error: no 'expect'")
                .contains(test + ":6:5: error: resource is missing or empty")
                .contains("expected ALLOW or DENY");
    }

    @Test
    void explainsANearestMiss() throws IOException {
        Path file = write("p.ccl", "permit a on '/**' when size <= 10 and color = 'red'\n");
        Run run = Run.of(
                "policy",
                "explain",
                "--bundle",
                file.toString(),
                "--action",
                "a",
                "--resource",
                "/x",
                "--context",
                "{\"size\":11,\"color\":\"red\"}");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("DENY  policy.default\n").contains("did not hold: size <= 10");
        Run json =
                Run.of("policy", "explain", "--bundle", file.toString(), "--action", "a", "--resource", "/x", "--json");
        assertThat(json.out()).contains("\"nearest_miss\":{\"rule\":{\"file\":\"p.ccl\",\"line\":1");
    }

    @Test
    void diffPrintsOnlyAnswersThatChange() throws IOException {
        Path a = write("a.ccl", "permit a on '/**'\npermit b on '/**'\n");
        Path b = write("b.ccl", "# moved\npermit a on '/**'\ndeny b on '/**' severity low\n");
        Path checks = write("checks.jsonl", """
                {"id":"same","action":"a","resource":"/x"}
                {"id":"other","action":"b","resource":"/x"}
                {"action":"c","resource":"/x"}
                """);
        Run run = Run.of("policy", "diff", a.toString(), b.toString(), "--checks", checks.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                other: b on /x
                  - ALLOW policy.permit by a.ccl:2 permit b on '/**'
                  + DENY policy.deny by b.ccl:3 deny b on '/**' severity low
                1 of 3 answers change
                """);
        Run json = Run.of("policy", "diff", a.toString(), b.toString(), "--checks", checks.toString(), "--json");
        assertThat(json.lines()).hasSize(1);
        assertThat(json.out()).startsWith("{\"id\":\"other\",\"line\":2,\"before\":{\"decision\":\"ALLOW\"");
        assertThat(Run.of("policy", "diff", a.toString(), a.toString(), "--checks", checks.toString())
                        .exit())
                .isZero();
    }

    @Test
    void diffRefusesChecksItCannotRead() throws IOException {
        Path a = write("a.ccl", "permit a on '/**'\n");
        Run run = Run.withInput("{}\n", "policy", "diff", a.toString(), a.toString(), "--checks", "-");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("-:1:1: error: action is missing or empty");
    }

    private Path write(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }
}
