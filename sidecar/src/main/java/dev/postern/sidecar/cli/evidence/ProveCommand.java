package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.Base64Text;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.KeptNodes;
import dev.postern.sidecar.audit.WantedNodes;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence prove}. */
@Command(
        name = "prove",
        description = "Make a proof that a receipt is in an evidence log, in one text that verifies alone.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence prove /var/lib/postern/evidence --index 4711 > receipt.tlog-proof",
            "  postern evidence verify receipt.tlog-proof --key log.vkey",
            "",
            "The proof holds the receipt, its place and the signed checkpoint, as C2SP tlog-proof writes them.",
            "",
            "@|bold Exit|@  0 made · 2 usage or bad input · 10 to 39 the log is faulty, one number per reason"
        })
final class ProveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--index", paramLabel = "N", required = true, description = "Which leaf, from 0.")
    private long index;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The checkpoint to prove it under; the log's newest unless given.")
    private @Nullable Path under;

    private byte @Nullable [] receipt;

    ProveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        log.disk();
        SignedNote note = under == null ? LogOptions.newest(log.directory()) : LogOptions.note(under);
        if (note == null) {
            throw CommandException.badInput("'" + log.directory() + "' has no checkpoint yet");
        }
        Checkpoint checkpoint = Objects.requireNonNull(Checkpoint.parse(note.text()));
        if (index < 0 || index >= checkpoint.size()) {
            throw CommandException.badInput(
                    "--index " + index + ", expected 0 to " + (checkpoint.size() - 1) + " under that checkpoint");
        }
        try (KeptNodes kept = KeptNodes.of(log.disk())) {
            WantedNodes nodes =
                    WantedNodes.of(checkpoint.size(), tree -> tree.inclusion(index, checkpoint.size()), kept);
            AuditReport report =
                    Audits.run(terminal, log.directory(), null, List.of(checkpoint), loss -> {}, this::keep, nodes);
            return report.verification() instanceof Verification.Refuted
                    ? onErr(LogOptions.finding(report))
                    : prove(note, checkpoint, nodes);
        }
    }

    private int prove(SignedNote note, Checkpoint checkpoint, WantedNodes nodes) {
        if (receipt == null) {
            throw CommandException.badInput("leaf " + index + " was trimmed; export it while it is there");
        }
        InclusionProof proof = new MerkleTree(nodes, checkpoint.size()).inclusion(index, checkpoint.size());
        Verification holds = proof.verify(MerkleHasher.leafHash(receipt), checkpoint);
        if (!holds.isVerified()) {
            return onErr(Finding.of(holds));
        }
        terminal.out().print(new TlogProof(Base64Text.print(receipt), index, proof.path(), note).encode());
        return Exit.OK;
    }

    private int onErr(Finding finding) {
        return finding.print(new Terminal(terminal.in(), terminal.err(), terminal.err(), terminal.ansi()), false);
    }

    private void keep(long at, Leaf leaf, byte[] bytes, int length, byte[] hash) {
        if (at == index) {
            receipt = Arrays.copyOf(bytes, length);
        }
    }
}
