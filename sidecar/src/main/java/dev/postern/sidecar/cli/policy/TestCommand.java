package dev.postern.sidecar.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.policy.RuleRef;
import dev.postern.sidecar.cli.ask.Reply;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern policy test}. */
@Command(
        name = "test",
        description = "Ask a bundle the checks of test files and compare the answers.",
        footer = {
            "",
            "@|bold A test file|@",
            "  bundle: policies/                # from this file's directory",
            "  now: 2026-01-05T10:00:00Z        # optional",
            "  count_limits: true               # optional: let the checks use up 'limit' rules",
            "  checks:",
            "    - name: authors write           # optional",
            "      principal: {id: bob, roles: [author]}",
            "      action: file.write",
            "      resource: /docs/42",
            "      context: {size: 12}",
            "      expect: {decision: ALLOW, reason: policy.permit, rule: \"main.ccl:4\", obligations: [], severity: high}",
            "",
            "Of 'expect' only 'decision' must be there. 'rule: none' wants no rule.",
            "",
            "@|bold Examples|@",
            "  postern policy test policies.test.yaml",
            "  postern policy test --coverage --junit target/policy.xml *.test.yaml",
            "",
            "@|bold Exit|@  0 all passed · 1 some failed · 2 usage or bad input"
        })
final class TestCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report as well.")
    private @Nullable Path junit;

    @Option(names = "--coverage", description = "Name the rules that no check of a file was answered by.")
    private boolean coverage;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML test files.")
    private List<Path> paths = List.of();

    TestCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        List<TestRun> runs = new ArrayList<>();
        for (Path path : paths) {
            runs.add(TestRun.of(TestFile.read(path), clock));
        }
        if (junit != null) {
            JUnitReport.write(runs, junit);
        }
        if (json) {
            printJson(runs);
        } else {
            runs.forEach(this::print);
            printTotal(runs);
        }
        return failures(runs) == 0 ? Exit.OK : Exit.DENIED;
    }

    private void print(TestRun run) {
        terminal.out().println(run.file().path());
        for (TestRun.Result result : run.results()) {
            String mark = result.passed() ? terminal.colour("green", "ok  ") : terminal.colour("bold,red", "FAIL");
            terminal.out().println("  " + mark + "  " + result.test().name());
            for (String mismatch : result.mismatches()) {
                terminal.out()
                        .println("        " + run.file().path() + ":"
                                + result.test().span() + ": " + mismatch);
            }
        }
        if (coverage) {
            int rules = run.coverage().rules();
            List<RuleRef> undecided = run.coverage().undecided();
            terminal.out()
                    .println("  " + (rules - undecided.size()) + " of " + rules + " rules decided a check"
                            + (undecided.isEmpty() ? "" : "; never:"));
            undecided.forEach(rule -> terminal.out().println("    " + rule + "  " + rule.text()));
        }
    }

    private void printTotal(List<TestRun> runs) {
        int checks = runs.stream().mapToInt(run -> run.results().size()).sum();
        terminal.out().println(checks + " checks, " + failures(runs) + " failed");
    }

    private void printJson(List<TestRun> runs) {
        ObjectNode report = Json.object().put("passed", failures(runs) == 0);
        ArrayNode list = report.putArray("files");
        for (TestRun run : runs) {
            ObjectNode entry = list.addObject().put("file", run.file().path().toString());
            ArrayNode checks = entry.putArray("checks");
            for (TestRun.Result result : run.results()) {
                ObjectNode check = checks.addObject()
                        .put("name", result.test().name())
                        .put("line", result.test().span().line())
                        .put("passed", result.passed());
                ArrayNode mismatches = check.putArray("mismatches");
                result.mismatches().forEach(mismatches::add);
            }
            entry.put("rules", run.coverage().rules());
            ArrayNode undecided = entry.putArray("undecided");
            run.coverage().undecided().forEach(rule -> undecided.add(Reply.json(rule)));
        }
        terminal.out().println(Json.line(report));
    }

    private static long failures(List<TestRun> runs) {
        return runs.stream().mapToLong(TestRun::failures).sum();
    }
}
