package dev.postern.sidecar.cli.evidence;

import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.ccl.Severity;
import dev.postern.ccl.Statement;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.evidence.BundleShelf;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How grave the rules that decided receipts are, out of the bundles kept beside the log. Not thread-safe. */
final class Severities {

    private final BundleShelf shelf;
    /** By {@code file:line}, for each bundle. */
    private final Map<String, Map<String, Severity>> bundles = new HashMap<>();

    Severities(BundleShelf shelf) {
        this.shelf = shelf;
    }

    /** The severity of a rule of a bundle; {@code null} when the bundle or the rule is not there. */
    @Nullable
    Severity of(String bundle, String rule) throws IOException {
        Map<String, Severity> rules = bundles.get(bundle);
        if (rules == null) {
            rules = new HashMap<>();
            for (SourceFile file :
                    shelf.find(bundle.replaceFirst("^sha256:", "")).orElse(List.of())) {
                collect(file, rules);
            }
            bundles.put(bundle, rules);
        }
        return rules.get(rule);
    }

    private static void collect(SourceFile file, Map<String, Severity> into) {
        if (Parser.parse(file.path(), file.text(), ParseLimits.DEFAULTS) instanceof ParseResult.Parsed parsed) {
            for (Statement statement : parsed.document().statements()) {
                into.put(file.path() + ":" + statement.span().line(), statement.severity());
            }
        }
    }
}
