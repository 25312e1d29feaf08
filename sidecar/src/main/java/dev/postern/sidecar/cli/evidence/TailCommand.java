package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.client.EvidenceClient;
import dev.postern.client.Tls;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.TailAudit;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.v1.TailResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence tail}. */
@Command(
        name = "tail",
        description = "Follow the evidence log of a running sidecar, verifying it as it grows.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence tail --server unix:/var/lib/postern/admin.sock --key log.vkey",
            "  postern evidence tail --server 127.0.0.1:8181 --key log.vkey --state auditor.state --once",
            "",
            "Prints receipts, one a line. Every leaf is hashed into a tree of the auditor's own, and every checkpoint must be",
            "signed and be of that tree. --state FILE keeps where it came to, a few hundred bytes, so that the next run",
            "goes on from there and finds a log that was rewritten or shortened in between.",
            "",
            "@|bold Exit|@  0 with --once: came to the newest checkpoint · 2 usage or bad input · 3 cannot reach the sidecar",
            "10 to 39 the log is not what it should be, one number per reason"
        })
final class TailCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_STATE = 1 << 12;

    private final Terminal terminal;

    @Option(names = "--server", paramLabel = "ADDRESS", required = true, description = "host:port or unix:/path.")
    private String server = "";

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--state", paramLabel = "FILE", description = "Where to go on, and where it came to.")
    private @Nullable Path state;

    @Option(names = "--once", description = "End at the checkpoint that is the newest when the tail begins.")
    private boolean once;

    @Option(names = "--quiet", description = "Print no receipts, only what is wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print JSON lines with the index beside each receipt, and checkpoints.")
    private boolean json;

    @Option(names = "--ca", paramLabel = "PEM", description = "Use TLS, trusting these certificates.")
    private @Nullable Path trusted;

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TailAudit audit = new TailAudit(trust.policy(), resume());
        Tls tls = trusted == null ? null : Tls.trusting(trusted);
        try (EvidenceClient client = open(tls)) {
            Checkpoint goal = once ? goal(client) : null;
            return follow(client.tail(audit.size()), audit, goal);
        } catch (StatusRuntimeException e) {
            return failed(e, audit);
        }
    }

    private EvidenceClient open(@Nullable Tls tls) {
        try {
            return EvidenceClient.open(server, tls, DEADLINE);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("--server: " + e.getMessage());
        }
    }

    private static Checkpoint goal(EvidenceClient client) {
        String note = client.checkpoint();
        Checkpoint newest = TailAudit.read(note);
        if (newest == null) {
            throw CommandException.fault("what the sidecar gives for a checkpoint is none");
        }
        return newest;
    }

    private int follow(Iterator<TailResponse> messages, TailAudit audit, @Nullable Checkpoint goal) throws IOException {
        while (messages.hasNext()) {
            TailResponse message = messages.next();
            for (var receipt : message.getReceiptsList()) {
                print(audit.size(), receipt.toStringUtf8());
                audit.leaf(receipt.toByteArray());
            }
            if (!message.getCheckpoint().isEmpty()) {
                Verification verification = audit.checkpoint(message.getCheckpoint());
                if (verification instanceof Verification.Refuted refuted) {
                    terminal.err().println("postern: " + refuted.fault().code() + ": " + refuted.detail());
                    return refuted.fault().number();
                }
                reached(audit);
                if (goal != null && audit.size() >= goal.size()) {
                    return Exit.OK;
                }
            }
            terminal.flush();
        }
        return Exit.OK;
    }

    private void print(long index, String receipt) throws IOException {
        if (quiet) {
            return;
        }
        if (json) {
            ObjectNode line = Json.object().put("index", index);
            line.set("receipt", Json.JSON.readTree(receipt));
            terminal.out().println(Json.line(line));
        } else {
            terminal.out().println(receipt);
        }
    }

    private void reached(TailAudit audit) throws IOException {
        if (json && !quiet) {
            terminal.out()
                    .println(Json.line(Json.object()
                            .put("size", audit.size())
                            .put("root", audit.root().hex())
                            .put("verified", true)));
        }
        if (state != null) {
            Path fresh = state.resolveSibling(state.getFileName() + ".tmp");
            Files.write(fresh, audit.encode());
            Files.move(fresh, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Frontier resume() throws IOException {
        if (state == null || !Files.exists(state)) {
            return new Frontier();
        }
        Frontier tree = Files.size(state) > MAX_STATE ? null : Frontier.decode(Files.readAllBytes(state));
        if (tree == null) {
            throw CommandException.badInput("--state '" + state + "' is not what tail writes");
        }
        return tree;
    }

    /** A log that has not as many leaves as were seen before has lost some. */
    private int failed(StatusRuntimeException e, TailAudit audit) {
        if (e.getStatus().getCode() == Status.Code.OUT_OF_RANGE) {
            Verification.Refuted shorter = audit.shorter();
            terminal.err().println("postern: " + shorter.fault().code() + ": " + shorter.detail());
            return shorter.fault().number();
        }
        terminal.err()
                .println("postern: the sidecar at " + server + " does not go on: "
                        + e.getStatus().getCode() + ": " + e.getStatus().getDescription() + "; " + audit.size()
                        + " leaves were verified");
        return Exit.FAULT;
    }
}
