package dev.postern.sidecar.cli.covenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.covenant.ChainVerifier;
import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.Verification;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern covenant verify}. */
@Command(
        name = "verify",
        description = "Run the eleven checks of a covenant, or those of a chain of them.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant verify covenant.json",
            "  postern covenant verify --json --strict covenant.json",
            "  postern covenant verify root.json child.json grandchild.json",
            "",
            "Whether the issuer is one you trust is yours to say: its key is shown.",
            "",
            "@|bold Exit|@  0 valid · 1 not valid · 2 no covenant"
        })
final class CovenantVerifyCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "A covenant, or the documents of a chain, root first.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Let warnings fail it too.")
    private boolean strict;

    @Option(names = "--now", paramLabel = "TIME", description = "Judge as of this time, such as 2026-01-01T00:00:00Z.")
    private @Nullable Instant now;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CovenantVerifyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        List<Covenant> covenants = new ArrayList<>();
        for (Path file : files) {
            covenants.add(CovenantFile.read(file));
        }
        long millis = (now == null ? clock.instant() : now).toEpochMilli();
        Verification found = covenants.size() == 1
                ? CovenantVerifier.verify(covenants.get(0), millis)
                : ChainVerifier.verify(covenants, millis);
        Verification verification = strict ? found.strict() : found;
        if (json) {
            terminal.out().println(Json.line(report(verification, covenants)));
        } else {
            print(verification, covenants);
        }
        return verification.valid() ? Exit.OK : Exit.DENIED;
    }

    private void print(Verification verification, List<Covenant> covenants) {
        for (Verification.Finding finding : verification.findings()) {
            String mark = finding.passed() ? terminal.colour("green", "pass") : terminal.colour("red", "FAIL");
            String why = finding.passed() ? "" : "  " + finding.problem();
            terminal.out().println(mark + "  " + finding.name() + why);
        }
        verification.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        Covenant root = covenants.get(0);
        terminal.out()
                .println("issued by '" + root.issuer().id() + "' with key "
                        + root.issuer().publicKey());
    }

    private static ObjectNode report(Verification verification, List<Covenant> covenants) {
        ObjectNode report = Json.object().put("valid", verification.valid());
        ObjectNode checks = report.putObject("checks");
        ObjectNode problems = Json.object();
        for (Verification.Finding finding : verification.findings()) {
            checks.put(finding.name(), finding.passed());
            if (!finding.passed()) {
                problems.put(finding.name(), finding.problem());
            }
        }
        report.set("problems", problems);
        ArrayNode warnings = report.putArray("warnings");
        verification.warnings().forEach(warnings::add);
        Covenant root = covenants.get(0);
        report.putObject("issuer")
                .put("id", root.issuer().id())
                .put("publicKey", root.issuer().publicKey());
        return report;
    }
}
