package dev.postern.sidecar.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.policy.Explanation;
import dev.postern.policy.Explanation.Considered;
import dev.postern.policy.Explanation.NearestMiss;
import dev.postern.sidecar.cli.ask.AskOptions;
import dev.postern.sidecar.cli.ask.Asker;
import dev.postern.sidecar.cli.ask.Read;
import dev.postern.sidecar.cli.ask.Reply;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern policy explain}. */
@Command(
        name = "explain",
        description =
                "Answer a check and say how: the rules looked at and, for a denial, the permit that came closest.",
        footer = {
            "",
            "@|bold Example|@",
            "  postern policy explain --bundle policies/ --principal bob --action file.write --resource /docs/42",
            "",
            "@|bold Exit|@  0 allowed · 1 denied · 2 usage or bad input · 3 no answer to be had"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private AskOptions ask = new AskOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ExplainCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Read read = ask.question();
        if (read instanceof Read.Refused refused) {
            throw CommandException.badInput(refused.message());
        }
        try (Asker asker = ask.asker(clock, false)) {
            Asker.Explained explained = asker.explain(((Read.Asked) read).question());
            Reply reply = explained.reply();
            if (json) {
                terminal.out().println(Json.line(json(explained)));
            } else {
                reply.print(terminal);
                print(terminal, explained.explanation());
            }
            if (!reply.answered()) {
                terminal.err().println("postern: no answer to be had: " + reply.detail());
                return Exit.FAULT;
            }
            return reply.allowed() ? Exit.OK : Exit.DENIED;
        }
    }

    /** The story under an answer that is printed already. */
    static void print(Terminal terminal, Explanation explanation) {
        if (!explanation.considered().isEmpty()) {
            terminal.out().println("rules for this action and resource:");
        }
        for (Considered rule : explanation.considered()) {
            String mark = rule.matched() ? terminal.colour("green", "matched ") : terminal.colour("faint", "no match");
            terminal.out()
                    .println("  " + mark + "  " + rule.rule() + "  "
                            + rule.rule().text());
            printFailed(terminal, rule.failed());
        }
        if (!explanation.text().isEmpty()) {
            terminal.out().println(explanation.text().stripTrailing());
        }
    }

    private static void printFailed(Terminal terminal, List<String> failed) {
        for (String part : failed) {
            terminal.out().println("      did not hold: " + part);
        }
    }

    private static ObjectNode json(Asker.Explained explained) {
        ObjectNode node = explained.reply().json();
        ArrayNode considered = node.putArray("considered");
        for (Considered rule : explained.explanation().considered()) {
            ObjectNode entry = considered.addObject();
            entry.set("rule", Reply.json(rule.rule()));
            entry.put("matched", rule.matched());
            strings(entry.putArray("failed"), rule.failed());
        }
        NearestMiss miss = explained.explanation().nearestMiss();
        if (miss == null) {
            node.set("nearest_miss", NullNode.getInstance());
        } else {
            ObjectNode entry = node.putObject("nearest_miss");
            entry.set("rule", Reply.json(miss.rule()));
            strings(entry.putArray("failed"), miss.failed());
        }
        return node.put("text", explained.explanation().text());
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
