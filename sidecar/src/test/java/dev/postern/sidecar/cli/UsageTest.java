package dev.postern.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UsageTest {

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of(),
                List.of("policy"),
                List.of("chekc"),
                List.of("check"),
                List.of("check", "--bundle", "a", "--server", "b:1", "--action", "a", "--resource", "/"),
                List.of("check", "--bundle", "does-not-exist", "--action", "a", "--resource", "/"),
                List.of("check", "--bundle", ".", "--action", "a"),
                List.of("check", "--bundle", ".", "--action", "a", "--batch", "-"),
                List.of("check", "--server", "nowhere", "--action", "a", "--resource", "/"),
                List.of("check", "--server", "a:1", "--now", "0", "--action", "a", "--resource", "/"),
                List.of("check", "--bundle", ".", "--action", "a", "--resource", "/", "--context", "[]"),
                List.of("check", "--bundle", ".", "--action", "a", "--resource", "/", "--context", "{"),
                List.of("check", "--bundle", ".", "--action", "a", "--resource", "/", "--now", "noon"),
                List.of("check", "--bundle", ".", "--action", "a", "--resource", "/", "--principal", "{}x"),
                List.of("check", "--no-such-option"),
                List.of("policy", "validate"),
                List.of("policy", "validate", "does-not-exist"),
                List.of("policy", "fmt", "does-not-exist"),
                List.of("policy", "fmt", "--check", "--write", "x"),
                List.of("policy", "fmt", "--write", "-"),
                List.of("policy", "test", "does-not-exist"),
                List.of("policy", "diff", "."),
                List.of("egress"),
                List.of("egress", "scan"),
                List.of("egress", "scan", "does-not-exist"),
                List.of("egress", "scan", "."),
                List.of("egress", "scan", "--confidence", "0", "-"),
                List.of("covenant"),
                List.of("covenant", "verify"),
                List.of("covenant", "put", "x"),
                List.of("covenant", "list", "--store", "memory"),
                List.of("covenant", "get", "x", "--store", "file:does-not-exist"),
                List.of("keys"),
                List.of("keys", "generate"),
                List.of("evidence"),
                List.of("evidence", "compare", "--corridor", "c", "--quorum", "most", "x"),
                List.of("evidence", "chain", "x", "--corridor", "c", "--genesis", "0"),
                List.of("evidence", "verify"),
                List.of("evidence", "verify", "."),
                List.of("evidence", "prove", "."),
                List.of("evidence", "prove", ".", "--index", "0"),
                List.of("evidence", "checkpoint", "no-such-directory"),
                List.of("evidence", "fsck", "no-such-directory"),
                List.of("evidence", "audit-gaps", "no-such-directory"),
                List.of("evidence", "fork-proof", "a", "b"),
                List.of("evidence", "tail"),
                List.of("evidence", "tail", "--server", "127.0.0.1:1"),
                List.of("serve", "--example", "--bundle", "x"),
                List.of("serve", "--config", "does-not-exist"),
                List.of("serve", "--bundle", "x"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void exitsTwoAndSaysWhyInOnePlainSentence(List<String> args) {
        Run run = Run.of(args.toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(Run.of("chekc").err()).contains("did you mean check?");
    }

    static Stream<String> commands() {
        return Stream.concat(Stream.of(""), Commands.all().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        Run run = Run.of((command + " --help").strip().split(" "));
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: postern").contains("--help", "\n  postern ");
    }

    @Test
    void tellsItsVersion() {
        Run run = Run.of("--version");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("postern [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java \\S+\\)\\n");
    }

    @Test
    void writesACompletionScript() {
        Run run = Run.of("generate-completion");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("_complete_postern");
    }

    @Test
    void handsItsSettingsToTheSidecar() {
        Run run = Run.of("serve", "--bundle", "b", "--set", "log.level=debug", "--print-config");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("bundle: b\nset: {log.level=debug}\n");
    }
}
