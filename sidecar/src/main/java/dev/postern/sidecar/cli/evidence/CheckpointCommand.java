package dev.postern.sidecar.cli.evidence;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.SignedNote;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence checkpoint}. */
@Command(
        name = "checkpoint",
        description = "Print the newest checkpoint of an evidence log: its origin, size and root, signed.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence checkpoint /var/lib/postern/evidence > monday.checkpoint",
            "  postern evidence verify /var/lib/postern/evidence --key log.vkey --since monday.checkpoint",
            "",
            "Whoever keeps a checkpoint can find out later whether the log was shortened or rewritten.",
            "",
            "@|bold Exit|@  0 printed · 2 usage or bad input, no checkpoint there among it"
        })
final class CheckpointCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        log.disk();
        SignedNote note = LogOptions.newest(log.directory());
        if (note == null) {
            throw CommandException.badInput("'" + log.directory() + "' has no checkpoint yet");
        }
        if (!json) {
            terminal.out().print(note.encode());
            return Exit.OK;
        }
        Checkpoint checkpoint = Objects.requireNonNull(Checkpoint.parse(note.text()));
        terminal.out()
                .println(Json.line(Json.object()
                        .put("origin", checkpoint.origin())
                        .put("size", checkpoint.size())
                        .put("root", checkpoint.root().hex())
                        .put("note", note.encode())));
        return Exit.OK;
    }
}
