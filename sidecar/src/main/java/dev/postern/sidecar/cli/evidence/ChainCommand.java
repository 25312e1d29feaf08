package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.PublicKey;
import dev.postern.evidence.chain.Appending;
import dev.postern.evidence.chain.ChainCheckpoint;
import dev.postern.evidence.chain.ChainFault;
import dev.postern.evidence.chain.ReceiptChain;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern evidence chain}. */
@Command(
        name = "chain",
        description = "Verify a receipt chain from its genesis on: every signature, every link, and a checkpoint.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence chain receipts.jsonl --corridor pk-ae --genesis 9f86d081884c7d65...",
            "  postern evidence chain receipts.jsonl --corridor pk-ae --genesis 9f86... --checkpoint checkpoint.json",
            "",
            "One receipt a line, in order. Signatures are verified on all processors.",
            "",
            "@|bold Exit|@  0 verified · 2 bad input · 15 malformed · 17 signature · 18 unknown signer · 34 sequence · "
                    + "35 prev_root · 36 next_root · 37 corridor · 38 checkpoint"
        })
final class ChainCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 1 << 20;

    private final Terminal terminal;
    private final ForkJoinPool processors;

    @Parameters(paramLabel = "FILE", description = "The receipts.")
    private Path file = Path.of("");

    @Option(names = "--corridor", required = true, paramLabel = "ID", description = "The chain they are of.")
    private String corridor = "";

    @Option(
            names = "--genesis",
            required = true,
            paramLabel = "HEX",
            description = "The state before the first receipt.")
    private String genesis = "";

    @Option(
            names = "--signer",
            paramLabel = "KEY",
            description = "A key that may sign receipts, 64 hex; any when none is given.")
    private List<String> signers = List.of();

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "What the chain must come to.")
    private @Nullable Path checkpoint;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ChainCommand(Terminal terminal, ForkJoinPool processors) {
        this.terminal = terminal;
        this.processors = processors;
    }

    /** The first thing that does not hold. */
    private record Fault(int exit, String reason, String message) {}

    @Override
    public Integer call() throws IOException {
        ContentDigest root = ContentDigest.parseHex(genesis);
        if (root == null) {
            throw CommandException.badInput("--genesis '" + genesis + "' is no root, expected 64 hexadecimal digits");
        }
        Set<PublicKey> trusted = trusted();
        ChainCheckpoint expected = checkpoint == null ? null : checkpoint(checkpoint);
        ReceiptChain chain = new ReceiptChain(corridor, root);
        Fault fault;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            fault = append(new SignedReceipts(lines, trusted, processors), chain);
        }
        if (fault == null && expected != null && !expected.describes(chain)) {
            fault = fault(ChainFault.CHECKPOINT_MISMATCH, checkpoint + ": not what the receipts come to");
        }
        report(chain, fault);
        return fault == null ? Exit.OK : fault.exit();
    }

    private @Nullable Fault append(SignedReceipts receipts, ReceiptChain chain) throws IOException {
        for (List<SignedReceipts.Line> batch = receipts.next(); !batch.isEmpty(); batch = receipts.next()) {
            for (SignedReceipts.Line line : batch) {
                Fault fault = append(line, chain);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return null;
    }

    /** What is wrong with the line after {@code chain}'s last, or null. */
    private @Nullable Fault append(SignedReceipts.Line line, ReceiptChain chain) {
        String where = file + ":" + (chain.height() + 1) + ": ";
        if (line instanceof SignedReceipts.Line.Refused refused) {
            return new Fault(refused.fault().number(), refused.fault().code(), where + refused.message());
        }
        Appending appending = chain.append(((SignedReceipts.Line.Genuine) line).receipt());
        if (appending instanceof Appending.SequenceMismatch m) {
            return mismatch(ChainFault.SEQUENCE_MISMATCH, where, "sequence", m.actual(), m.expected());
        }
        if (appending instanceof Appending.PrevRootMismatch m) {
            return mismatch(
                    ChainFault.PREV_ROOT_MISMATCH,
                    where,
                    "prev_root",
                    m.actual().hex(),
                    m.expected().hex());
        }
        if (appending instanceof Appending.NextRootMismatch m) {
            return mismatch(
                    ChainFault.NEXT_ROOT_MISMATCH,
                    where,
                    "next_root",
                    m.actual().hex(),
                    m.expected().hex());
        }
        if (appending instanceof Appending.CorridorMismatch m) {
            return mismatch(ChainFault.CORRIDOR_MISMATCH, where, "corridor_id", m.actual(), m.expected());
        }
        return null;
    }

    private static Fault mismatch(ChainFault fault, String where, String member, Object actual, Object expected) {
        return fault(fault, where + member + " is " + actual + ", expected " + expected);
    }

    private static Fault fault(ChainFault fault, String message) {
        return new Fault(fault.number(), fault.label(), message);
    }

    private Set<PublicKey> trusted() {
        Set<PublicKey> trusted = new LinkedHashSet<>();
        for (String signer : signers) {
            PublicKey key = PublicKey.parseHex(signer);
            if (key == null) {
                throw CommandException.badInput("--signer '" + signer + "' is no key, expected 64 hexadecimal digits");
            }
            trusted.add(key);
        }
        return trusted;
    }

    private static ChainCheckpoint checkpoint(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            dev.postern.crypto.Json value = JsonParser.parse(in.readNBytes(MAX_BYTES + 1), JsonLimits.STRICT)
                    .valueOrNull();
            ChainCheckpoint read = value == null ? null : ChainCheckpoint.read(value);
            if (read == null) {
                throw CommandException.badFiles(List.of(file + ":1:1: no checkpoint of a receipt chain"));
            }
            return read;
        }
    }

    private void report(ReceiptChain chain, @Nullable Fault fault) {
        if (json) {
            ObjectNode report = Json.object()
                    .put("valid", fault == null)
                    .put("reason", fault == null ? null : fault.reason())
                    .put("receipts", chain.height())
                    .put("head", chain.head().hex())
                    .put("root", chain.root().hex());
            terminal.out().println(Json.line(report));
        } else if (fault == null) {
            terminal.out()
                    .println(terminal.colour("green", "verified") + ": " + chain.height() + " receipts, head "
                            + chain.head().hex() + ", root " + chain.root());
        } else {
            terminal.out().println(terminal.colour("red", fault.reason()));
        }
        if (fault != null) {
            terminal.err().println(fault.message());
        }
    }
}
