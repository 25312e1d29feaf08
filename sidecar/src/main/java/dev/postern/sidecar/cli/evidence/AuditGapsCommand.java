package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.Loss;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence audit-gaps}. */
@Command(
        name = "audit-gaps",
        description = "List the receipts that a log says it does not have, and find those it is silent about.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence audit-gaps /var/lib/postern/evidence",
            "  postern evidence audit-gaps --json --allow-declared evidence/",
            "",
            "Every receipt of a lane has the number after the one before it. What was shed for load, and where a run ended",
            "without ending its log, stands in the log and is listed, a line each; a number that is missing without a word",
            "is a fault.",
            "",
            "@|bold Exit|@  0 nothing is missing · 24 declared losses · other numbers from 10 to 39: faulty"
        })
final class AuditGapsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--allow-declared", description = "Exit with 0 when every loss is declared.")
    private boolean allowDeclared;

    @Option(names = "--json", description = "Print a JSON line for each loss, then one JSON object.")
    private boolean json;

    private long losses;

    AuditGapsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        AuditReport report = Audits.run(terminal, log.directory(), null, List.of(), this::print);
        Finding finding = LogOptions.finding(report);
        if (report.verification().isVerified() && losses > 0 && !allowDeclared) {
            finding = new Finding(
                    Verification.refuted(
                            EvidenceFault.DECLARED_LOSS,
                            report.counts().missing() + " receipts were shed, "
                                    + report.counts().unclean() + " runs ended without ending their log"),
                    finding.fields());
        }
        return finding.print(terminal, json);
    }

    private void print(Loss loss) {
        losses++;
        if (json) {
            terminal.out().println(Json.line(json(loss)));
        } else if (loss instanceof Loss.Shed shed) {
            terminal.out()
                    .println("shed: run " + hex(shed.boot()) + " lane " + shed.lane() + " numbers " + shed.from()
                            + " to " + (shed.from() + shed.count() - 1) + " (leaf " + shed.index() + ")");
        } else if (loss instanceof Loss.Crashed crashed) {
            terminal.out()
                    .println("crashed: run " + hex(crashed.boot()) + " lane " + crashed.lane() + " from number "
                            + crashed.from() + " on, if any (leaf " + crashed.index() + ")");
        }
    }

    private static ObjectNode json(Loss loss) {
        if (loss instanceof Loss.Shed shed) {
            return Json.object()
                    .put("loss", "shed")
                    .put("leaf", shed.index())
                    .put("run", hex(shed.boot()))
                    .put("lane", shed.lane())
                    .put("from", shed.from())
                    .put("count", shed.count())
                    .put("reason", shed.reason());
        }
        Loss.Crashed crashed = (Loss.Crashed) loss;
        return Json.object()
                .put("loss", "crashed")
                .put("leaf", crashed.index())
                .put("run", hex(crashed.boot()))
                .put("lane", crashed.lane())
                .put("from", crashed.from());
    }

    private static String hex(long boot) {
        return HexFormat.of().toHexDigits(boot);
    }
}
