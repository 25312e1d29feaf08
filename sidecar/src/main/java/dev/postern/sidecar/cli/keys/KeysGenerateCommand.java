package dev.postern.sidecar.cli.keys;

import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postern keys generate}. */
@Command(
        name = "generate",
        description = "Make a new Ed25519 key in a file of mode 0600, and show its public half.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern keys generate issuer.pem",
            "  postern keys generate --json /etc/postern/evidence.pem",
            "",
            "A file that exists is never overwritten.",
            "",
            "@|bold Exit|@  0 made · 2 the file exists · 3 it cannot be written"
        })
final class KeysGenerateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final RandomGenerator random;

    @Mixin
    private KeyTarget target = new KeyTarget();

    KeysGenerateCommand(Terminal terminal, RandomGenerator random) {
        this.terminal = terminal;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        try {
            target.show(terminal, KeyFile.generate(target.file(), random).publicKey());
        } catch (FileAlreadyExistsException exists) {
            throw CommandException.badInput("'" + target.file() + "' exists, expected the name of a new file");
        }
        return Exit.OK;
    }
}
