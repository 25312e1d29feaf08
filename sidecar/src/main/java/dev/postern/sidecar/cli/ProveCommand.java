package dev.postern.sidecar.cli;

import dev.postern.crypto.Base64Text;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.WantedNodes;
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
        WantedNodes nodes = WantedNodes.of(checkpoint.size(), tree -> tree.inclusion(index, checkpoint.size()));
        AuditReport report =
                Audits.run(terminal, log.directory(), null, List.of(checkpoint), loss -> {}, this::keep, nodes);
        if (report.verification() instanceof Verification.Refuted) {
            return LogOptions.finding(report)
                    .print(new Terminal(terminal.in(), terminal.err(), terminal.err(), terminal.ansi()), false);
        }
        InclusionProof proof = new MerkleTree(nodes, checkpoint.size()).inclusion(index, checkpoint.size());
        terminal.out()
                .print(new TlogProof(Base64Text.print(Objects.requireNonNull(receipt)), index, proof.path(), note)
                        .encode());
        return Exit.OK;
    }

    private void keep(long at, Leaf leaf, byte[] bytes, int length, byte[] hash) {
        if (at == index) {
            receipt = Arrays.copyOf(bytes, length);
        }
    }
}
