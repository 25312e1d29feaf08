package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.client.Answer;
import dev.postern.policy.Outcome;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.v1.Rule;
import dev.postern.v1.Severity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the command line shows it.
 *
 * @param id of the question, JSON null when it had none
 * @param detail what kept the question from being answered, for people; empty otherwise
 * @param answered whether policy, or a sidecar, looked at the question
 */
public record Reply(
        JsonNode id,
        Outcome outcome,
        String reason,
        @Nullable RuleRef rule,
        List<RuleRef> obligations,
        @Nullable String severity,
        String detail,
        boolean answered) {

    public Reply {
        obligations = List.copyOf(obligations);
    }

    /** What policy says; {@code outcome} is the template's own or, in shadow mode, what a caller would be told. */
    public static Reply of(JsonNode id, Outcome outcome, Template template) {
        dev.postern.ccl.Severity severity = template.severity();
        boolean shadowed = outcome != template.outcome();
        return new Reply(
                id,
                outcome,
                template.reason().code(),
                template.rule(),
                template.obligations(),
                severity == null ? null : severity.word(),
                shadowed ? "shadow mode: enforced, this would be " + template.outcome() : "",
                true);
    }

    /** What a running sidecar says. */
    public static Reply of(JsonNode id, Answer answer) {
        Rule rule = answer.rule();
        Severity severity = answer.severity();
        return new Reply(
                id,
                answer.allowed() ? Outcome.ALLOW : Outcome.DENY,
                answer.reason(),
                rule == null ? null : ref(rule),
                answer.obligations().stream().map(Reply::ref).toList(),
                severity == null ? null : severity.name().toLowerCase(Locale.ROOT),
                answer.detail(),
                answer.answered());
    }

    /** What is told of a question that cannot be read. */
    public static Reply of(Read.Refused refused) {
        return new Reply(
                refused.id(), Outcome.DENY, refused.reason().code(), null, List.of(), null, refused.message(), true);
    }

    /** Whether the answer is yes. */
    public boolean allowed() {
        return outcome == Outcome.ALLOW;
    }

    /** The fields of a batch line, in their order. */
    public ObjectNode json() {
        ObjectNode node = Json.object();
        node.set("id", id);
        node.put("decision", outcome.name());
        node.put("reason", reason);
        node.set("rule", rule == null ? NullNode.getInstance() : json(rule));
        ArrayNode list = node.putArray("obligations");
        obligations.forEach(obligation -> list.add(json(obligation)));
        node.put("severity", severity);
        return node;
    }

    /** Prints it for people. */
    public void print(Terminal terminal) {
        String word = terminal.colour(allowed() ? "bold,green" : "bold,red", outcome.name());
        terminal.out().println(word + "  " + reason + (severity == null ? "" : "  (severity " + severity + ")"));
        if (rule != null) {
            terminal.out().println("  by " + rule + "  " + rule.text());
        }
        for (RuleRef obligation : obligations) {
            terminal.out().println("  obliged by " + obligation + "  " + obligation.text());
        }
        if (!detail.isEmpty()) {
            terminal.out().println("  " + detail);
        }
    }

    /** A rule as answers name it. */
    public static ObjectNode json(RuleRef rule) {
        return Json.object().put("file", rule.file()).put("line", rule.line()).put("text", rule.text());
    }

    /** Where a rule stands. */
    public static RuleRef ref(Rule rule) {
        return new RuleRef(rule.getFile(), rule.getLine(), rule.getText());
    }
}
