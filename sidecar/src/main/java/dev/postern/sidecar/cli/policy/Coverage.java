package dev.postern.sidecar.cli.policy;

import dev.postern.ccl.Formatter;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.ccl.Statement;
import dev.postern.policy.RuleRef;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.sidecar.cli.ask.Bundle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rules of a bundle took part in answers: decided one, or obliged. Not thread-safe. */
final class Coverage {

    private final Map<String, RuleRef> rules = new LinkedHashMap<>();
    private final Map<String, RuleRef> undecided;

    private Coverage(Collection<RuleRef> rules) {
        rules.forEach(rule -> this.rules.put(rule.toString(), rule));
        this.undecided = new LinkedHashMap<>(this.rules);
    }

    /** Of a good bundle, nothing answered yet. */
    static Coverage of(Bundle bundle) {
        return new Coverage(bundle.files().stream()
                .filter(file -> !file.path().endsWith(".yaml"))
                .flatMap(file -> statements(file).stream()
                        .map(statement ->
                                new RuleRef(file.path(), statement.span().line(), Formatter.format(statement))))
                .toList());
    }

    void answered(Template answer) {
        RuleRef rule = answer.rule();
        if (rule != null) {
            undecided.remove(rule.toString());
        }
        answer.obligations().forEach(obligation -> undecided.remove(obligation.toString()));
    }

    int rules() {
        return rules.size();
    }

    /** Rules that no answer came from, in file order. */
    List<RuleRef> undecided() {
        return List.copyOf(undecided.values());
    }

    private static List<Statement> statements(SourceFile file) {
        ParseResult result = Parser.parse(file.path(), file.text(), ParseLimits.DEFAULTS);
        return result instanceof ParseResult.Parsed parsed ? parsed.document().statements() : List.of();
    }
}
