package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.evidence.Trim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence trim}. */
@Command(
        name = "trim",
        description = "Take the oldest segments of an evidence log away; what is left can still be verified.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence trim evidence/ --before 2026-01-01T00:00:00Z --key log.vkey --dry-run",
            "  postern evidence trim evidence/ --before 2026-01-01T00:00:00Z --key log.vkey",
            "",
            "The whole log is verified first, and nothing goes that its newest checkpoint is not over; that checkpoint stays in",
            "trimmed-N.checkpoint. Only whole segments go, and never the newest. A sidecar may be writing meanwhile.",
            "",
            "@|bold Exit|@  0 done · 2 usage or bad input · 10 to 39 the log is faulty and nothing was taken away"
        })
final class TrimEvidenceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--before",
            required = true,
            paramLabel = "TIME",
            description = "What ended before then goes: RFC 3339, such as 2026-01-01T00:00:00Z.")
    private Instant before = Instant.MIN;

    @Option(names = "--dry-run", description = "Say what would go, and leave it.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TrimEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TrustPolicy policy = trust.policy();
        SignedNote note = LogOptions.newest(log.directory());
        if (note == null) {
            throw CommandException.badInput("'" + log.directory() + "' has no checkpoint");
        }
        if (!(policy.judge(note) instanceof CheckpointTrust.Trusted trusted)) {
            return Finding.untrusted((CheckpointTrust.Untrusted) policy.judge(note))
                    .with("kind", "checkpoint")
                    .print(terminal, json);
        }
        Checkpoint checkpoint = trusted.checkpoint();
        AuditReport report =
                Audits.run(terminal, log.directory(), TrustPolicy.of(policy.logs()), List.of(checkpoint), loss -> {});
        if (report.verification() instanceof Verification.Refuted) {
            return LogOptions.finding(report).print(terminal, json);
        }
        try {
            Trim trim = Trim.plan(log.disk(), before.toEpochMilli(), checkpoint.size());
            if (!dryRun && !trim.segments().isEmpty()) {
                Path kept = log.directory().resolve("trimmed-" + trim.first() + ".checkpoint");
                Files.writeString(kept, note.encode());
                trim.run(log.disk());
            }
            report(trim);
            return Exit.OK;
        } catch (DamagedException e) {
            return Finding.damaged(String.valueOf(e.getMessage())).print(terminal, json);
        }
    }

    private void report(Trim trim) {
        if (json) {
            ObjectNode line = Json.object().put("first", trim.first()).put("removed", !dryRun);
            trim.segments().forEach(line.putArray("segments")::add);
            terminal.out().println(Json.line(line));
            return;
        }
        trim.segments().forEach(segment -> terminal.out().println((dryRun ? "would remove " : "removed ") + segment));
        terminal.out().println("the log begins with leaf " + trim.first());
    }
}
