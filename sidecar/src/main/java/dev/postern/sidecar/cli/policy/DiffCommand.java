package dev.postern.sidecar.cli.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.policy.Program;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.sidecar.cli.ask.Batch;
import dev.postern.sidecar.cli.ask.Bundle;
import dev.postern.sidecar.cli.ask.OfflineAsker;
import dev.postern.sidecar.cli.ask.Question;
import dev.postern.sidecar.cli.ask.QuestionReader;
import dev.postern.sidecar.cli.ask.Read;
import dev.postern.sidecar.cli.ask.Reply;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Lines;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern policy diff}. */
@Command(
        name = "diff",
        description = "Ask two bundles the same checks and print those whose answer changes.",
        footer = {
            "",
            "@|bold Example|@",
            "  postern policy diff old/ new/ --checks questions.jsonl",
            "",
            "An answer changes when its decision, reason, severity, rule text or obligation texts do; a rule that",
            "only moved to another line or file does not count. Limits are not counted.",
            "",
            "@|bold Exit|@  0 no answer changes · 1 some do · 2 usage or bad input"
        })
final class DiffCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "A", description = "The bundle before.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The bundle after.")
    private Path after = Path.of("");

    @Option(
            names = "--checks",
            required = true,
            paramLabel = "FILE|-",
            description = "Checks, a JSON object a line, as check --batch takes them.")
    private String checks = "-";

    @Option(names = "--json", description = "Print a JSON line for each changed answer.")
    private boolean json;

    DiffCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Program old = Bundle.program(before);
        Program young = Bundle.program(after);
        if (checks.equals("-")) {
            return compare(old, young, terminal.in());
        }
        try (InputStream in = Files.newInputStream(Path.of(checks))) {
            return compare(old, young, in);
        } catch (NoSuchFileException e) {
            throw CommandException.badInput("'" + checks + "' does not exist, expected a file of JSON lines or -");
        }
    }

    private int compare(Program old, Program young, InputStream in) throws IOException {
        // Both are asked at the same moment, or a boundary in time could pass for a change.
        Clock still = Clock.fixed(Instant.ofEpochMilli(clock.millis()), ZoneOffset.UTC);
        OfflineAsker was = new OfflineAsker(old, still, null);
        OfflineAsker is = new OfflineAsker(young, still, null);
        Lines lines = new Lines(in, Batch.MAX_LINE_BYTES);
        int asked = 0;
        int changed = 0;
        for (int number = 1; lines.next(); number++) {
            if (lines.blank()) {
                continue;
            }
            Question question = question(lines, number);
            Template a = was.decide(question);
            Template b = is.decide(question);
            asked++;
            if (!same(a, b)) {
                changed++;
                print(number, question, a, b);
            }
        }
        if (!json) {
            terminal.out().println(changed + " of " + asked + " answers change");
        }
        return changed == 0 ? Exit.OK : Exit.DENIED;
    }

    private Question question(Lines lines, int number) {
        Read read = QuestionReader.line(lines.bytes(), lines.length());
        if (lines.cut() || read instanceof Read.Refused) {
            String why = read instanceof Read.Refused refused ? refused.message() : "longer than 1 MiB";
            throw CommandException.badFiles(List.of(checks + ":" + number + ":1: error: " + why));
        }
        return ((Read.Asked) read).question();
    }

    private void print(int number, Question question, Template a, Template b) {
        Reply was = Reply.of(question.id(), a.outcome(), a);
        Reply is = Reply.of(question.id(), b.outcome(), b);
        if (json) {
            ObjectNode line = Json.object();
            line.set("id", question.id());
            line.put("line", number);
            line.set("before", answer(was));
            line.set("after", answer(is));
            terminal.out().println(Json.line(line));
            return;
        }
        String name = question.id().isNull() ? "line " + number : question.id().asText();
        terminal.out().println(name + ": " + question.action() + " on " + question.resource());
        terminal.out().println(terminal.colour("red", "  - " + brief(was)));
        terminal.out().println(terminal.colour("green", "  + " + brief(is)));
    }

    private static ObjectNode answer(Reply reply) {
        ObjectNode node = reply.json();
        node.remove("id");
        return node;
    }

    private static String brief(Reply reply) {
        String obliged =
                reply.obligations().isEmpty() ? "" : ", " + reply.obligations().size() + " obligations";
        RuleRef rule = reply.rule();
        return reply.outcome() + " " + reply.reason() + (rule == null ? "" : " by " + rule + " " + rule.text())
                + obliged;
    }

    private static boolean same(Template a, Template b) {
        return a.outcome() == b.outcome()
                && a.reason() == b.reason()
                && a.severity() == b.severity()
                && Objects.equals(text(a), text(b))
                && texts(a).equals(texts(b));
    }

    private static String text(Template template) {
        RuleRef rule = template.rule();
        return rule == null ? "" : rule.text();
    }

    private static List<String> texts(Template template) {
        return template.obligations().stream().map(RuleRef::text).sorted().toList();
    }
}
