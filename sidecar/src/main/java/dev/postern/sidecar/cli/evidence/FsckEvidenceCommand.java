package dev.postern.sidecar.cli.evidence;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.NodesCheck;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence fsck}. */
@Command(
        name = "fsck",
        description = "Read an evidence log whole, and say what is wrong with it and where.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence fsck /var/lib/postern/evidence",
            "  postern evidence fsck --json /mnt/backup/evidence",
            "",
            "Asks whether the log fits together, not who signed it: for that there is verify. torn_bytes at its end are a",
            "write that was cut off, which the sidecar removes when it starts.",
            "",
            "@|bold Exit|@  0 whole · 2 usage or bad input · 10 to 39 faulty, one number per reason"
        })
final class FsckEvidenceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    FsckEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        log.disk();
        SignedNote newest = LogOptions.newest(log.directory());
        List<Checkpoint> brought =
                newest == null ? List.of() : List.of(Objects.requireNonNull(Checkpoint.parse(newest.text())));
        try (NodesCheck nodes = NodesCheck.open(log.disk())) {
            AuditReport report = Audits.run(
                    terminal,
                    log.directory(),
                    null,
                    brought,
                    loss -> {},
                    (index, leaf, bytes, length, hash) -> nodes.leaf(index, hash),
                    (node, offset) -> {});
            return blame(LogOptions.finding(report), nodes.difference()).print(terminal, json);
        }
    }

    /** Names the leaf that was changed, where one was. */
    private static Finding blame(Finding finding, long changed) {
        if (changed < 0) {
            return finding;
        }
        return finding.verification() instanceof Verification.Refuted refuted
                ? new Finding(
                        Verification.refuted(
                                EvidenceFault.LEAF_MISMATCH,
                                "leaf " + changed + " is not what was written: " + refuted.detail()),
                        finding.fields())
                : new Finding(
                        Verification.refuted(
                                EvidenceFault.DAMAGED,
                                "the log holds, but the nodes beside it are damaged at leaf " + changed),
                        finding.fields());
    }
}
