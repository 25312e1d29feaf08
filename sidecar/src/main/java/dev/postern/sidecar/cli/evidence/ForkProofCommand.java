package dev.postern.sidecar.cli.evidence;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.ForkProof;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.KeptNodes;
import dev.postern.sidecar.audit.WantedNodes;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern evidence fork-proof}. */
@Command(
        name = "fork-proof",
        description = "Prove that a log contradicted itself, in one text that anyone with its key can verify.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence fork-proof one.checkpoint other.checkpoint --key log.vkey > fork",
            "  postern evidence fork-proof monday.checkpoint evidence/checkpoint --log evidence/ --key log.vkey > fork",
            "  postern evidence verify fork --key log.vkey",
            "",
            "Checkpoints of one size with two roots are proof by themselves; for two sizes the log of the larger is needed.",
            "",
            "@|bold Exit|@  0 made · 2 usage or bad input · 20 they do not contradict one another · 10 to 39 not shown"
        })
final class ForkProofCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "CHECKPOINT", arity = "2", description = "Two signed checkpoints of one log.")
    private List<Path> checkpoints = List.of();

    @Option(names = "--log", paramLabel = "DIR", description = "The log of the larger checkpoint.")
    private @Nullable Path log;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    ForkProofCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TrustPolicy policy = trust.policy();
        SignedNote one = LogOptions.note(checkpoints.get(0));
        SignedNote other = LogOptions.note(checkpoints.get(1));
        ForkProof proof = size(one) <= size(other) ? prove(one, other) : prove(other, one);
        if (proof.verify(policy.logs()) instanceof Verification.Refuted refuted) {
            terminal.err().println("postern: not shown: " + refuted.fault().code() + ": " + refuted.detail());
            return refuted.fault().number();
        }
        terminal.out().print(proof.encode());
        return Exit.OK;
    }

    private ForkProof prove(SignedNote smaller, SignedNote larger) throws IOException {
        if (size(smaller) == size(larger) || size(smaller) == 0) {
            return new ForkProof(smaller, larger, List.of());
        }
        if (log == null) {
            throw CommandException.badInput(
                    "the checkpoints have two sizes, expected --log with the log of the larger");
        }
        try (KeptNodes kept = KeptNodes.of(LogOptions.disk(log))) {
            WantedNodes nodes = WantedNodes.of(size(larger), tree -> ForkProof.of(smaller, larger, tree), kept);
            Audits.run(terminal, log, null, List.of(), loss -> {}, (index, leaf, bytes, length, hash) -> {}, nodes);
            return ForkProof.of(smaller, larger, new MerkleTree(nodes, size(larger)));
        }
    }

    private static long size(SignedNote note) {
        return Objects.requireNonNull(Checkpoint.parse(note.text())).size();
    }
}
