package dev.postern.sidecar.cli.evidence;

import dev.postern.ccl.Severity;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.evidence.AskedReceipts;
import dev.postern.sidecar.evidence.BundleShelf;
import dev.postern.sidecar.evidence.LogReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence export}. */
@Command(
        name = "export",
        description = "Print the answers in an evidence log that match, one a line.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence export evidence/ --outcome DENIED --severity critical,high",
            "  postern evidence export evidence/ --since 2026-11-21T00:00:00Z --reason 'policy.*' --format csv > today.csv",
            "",
            "The log is read whole and checked first, as fsck does. Who asked for what comes from the openings and is empty",
            "where those were erased; severity comes from the bundles beside the log.",
            "",
            "@|bold Exit|@  0 printed · 2 usage or bad input · 10 to 39 the log is faulty, one number per reason"
        })
final class ExportEvidenceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "json (a line each; default) or csv.")
    private Format format = Format.json;

    @Option(
            names = "--outcome",
            split = ",",
            paramLabel = "OUTCOME",
            description = "EXECUTED, DENIED or IMPOSSIBLE (no check could be read). May be repeated.")
    private List<MonitorEntry.Outcome> outcomes = List.of();

    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "SEVERITY",
            description = "Of the rule that decided: critical, high, medium or low. May be repeated.")
    private List<String> severities = List.of();

    @Option(names = "--reason", paramLabel = "CODE", description = "A reason, or the beginning of one and *.")
    private String reason = "*";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from then on: RFC 3339, such as 2026-11-21T00:00:00Z.")
    private Instant since = Instant.MIN;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
    private Instant until = Instant.MAX;

    private enum Format {
        json,
        csv
    }

    ExportEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        severities.forEach(ExportEvidenceCommand::severity);
        SignedNote newest = LogOptions.newest(log.directory());
        List<Checkpoint> brought =
                newest == null ? List.of() : List.of(Objects.requireNonNull(Checkpoint.parse(newest.text())));
        AuditReport report = Audits.run(terminal, log.directory(), null, brought, loss -> {});
        if (report.verification() instanceof Verification.Refuted) {
            return LogOptions.finding(report)
                    .print(new Terminal(terminal.in(), terminal.err(), terminal.err(), terminal.ansi()), false);
        }
        try (LogReader reader = LogReader.open(log.disk())) {
            export(reader);
            return Exit.OK;
        } catch (DamagedException e) {
            terminal.err().println("postern: " + log.directory() + ": " + e.getMessage());
            return EvidenceFault.DAMAGED.number();
        }
    }

    private void export(LogReader reader) throws IOException, DamagedException {
        Severities graveness = new Severities(BundleShelf.of(
                log.directory(), (digest, message) -> terminal.err().println("postern: " + message)));
        if (format == Format.csv) {
            terminal.out().println(String.join(",", MonitorEntry.COLUMNS));
        }
        new AskedReceipts(reader).forEach((at, receipt, text, asked, question) -> {
            if (matches(receipt)) {
                List<String> rules = receipt.form().rules();
                Severity severity =
                        rules.isEmpty() ? null : graveness.of(receipt.form().bundle(), rules.get(0));
                print(MonitorEntry.of(at, receipt, text, question, severity));
            }
        });
    }

    private boolean matches(Leaf.Receipt receipt) {
        Instant time = Instant.ofEpochMilli(receipt.stamp().wallMillis());
        String code = receipt.form().reason();
        return !time.isBefore(since)
                && time.isBefore(until)
                && (reason.endsWith("*")
                        ? code.startsWith(reason.substring(0, reason.length() - 1))
                        : code.equals(reason));
    }

    private void print(MonitorEntry entry) {
        if (!outcomes.isEmpty() && !outcomes.contains(entry.outcome())) {
            return;
        }
        if (!severities.isEmpty() && (entry.severity() == null || !severities.contains(word(entry.severity())))) {
            return;
        }
        terminal.out().println(format == Format.csv ? entry.csv() : Json.line(entry.json()));
    }

    private static String word(@Nullable Severity severity) {
        return severity == null ? "" : severity.word();
    }

    private static void severity(String word) {
        for (Severity each : Severity.values()) {
            if (each.word().equals(word)) {
                return;
            }
        }
        throw CommandException.badInput("--severity '" + word + "', expected critical, high, medium or low");
    }
}
