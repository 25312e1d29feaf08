package dev.postern.sidecar.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.ccl.Diagnostic;
import dev.postern.policy.Compilation;
import dev.postern.sidecar.cli.ask.Bundle;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern policy validate}. */
@Command(
        name = "validate",
        description = "Compile bundles and say what is wrong with them.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern policy validate policy.ccl",
            "  postern policy validate --json policies/ staging/",
            "",
            "Errors and warnings go to standard error as file:line:col: error|warning: what, expected what.",
            "",
            "@|bold Exit|@  0 all good, warnings or not · 2 errors"
        })
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Bundles: .ccl files or directories.")
    private List<Path> paths = List.of();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Bundle> bundles = paths.stream().map(Bundle::read).toList();
        boolean valid = bundles.stream().allMatch(Bundle::good);
        if (json) {
            ObjectNode report = Json.object().put("valid", valid);
            ArrayNode list = report.putArray("bundles");
            bundles.forEach(bundle -> list.add(json(bundle)));
            terminal.out().println(Json.line(report));
        } else {
            bundles.forEach(this::print);
        }
        return valid ? Exit.OK : Exit.USAGE;
    }

    private void print(Bundle bundle) {
        bundle.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic));
        if (bundle.compilation() instanceof Compilation.Compiled compiled) {
            terminal.out()
                    .println(bundle.path() + ": " + terminal.colour("green", "good") + ", "
                            + compiled.program().ruleCount() + " rules, tenants "
                            + String.join(", ", compiled.program().tenants()) + ", digest "
                            + compiled.program().digest());
        }
    }

    private static ObjectNode json(Bundle bundle) {
        ObjectNode node = Json.object()
                .put("path", bundle.path().toString())
                .put("valid", bundle.good())
                .put("digest", (String) null);
        if (bundle.compilation() instanceof Compilation.Compiled compiled) {
            node.put("digest", compiled.program().digest())
                    .put("rules", compiled.program().ruleCount());
        }
        ArrayNode list = node.putArray("diagnostics");
        for (Diagnostic diagnostic : bundle.diagnostics()) {
            list.addObject()
                    .put("file", diagnostic.file())
                    .put("line", diagnostic.span().line())
                    .put("column", diagnostic.span().column())
                    .put("level", diagnostic.level().name().toLowerCase(Locale.ROOT))
                    .put("message", diagnostic.message());
        }
        return node;
    }
}
