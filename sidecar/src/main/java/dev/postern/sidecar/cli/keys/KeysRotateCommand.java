package dev.postern.sidecar.cli.keys;

import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postern keys rotate}. */
@Command(
        name = "rotate",
        description = "Put a new key in the place of one; the old one goes to FILE.previous.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern keys rotate issuer.pem",
            "",
            "While both are trusted, what either signed holds. When nothing signed by the old one is needed any more,",
            "delete FILE.previous: that ends the overlap, and only then can the key be rotated again.",
            "",
            "@|bold Exit|@  0 rotated · 2 no key, or FILE.previous exists · 3 it cannot be written"
        })
final class KeysRotateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final RandomGenerator random;

    @Mixin
    private KeyTarget target = new KeyTarget();

    KeysRotateCommand(Terminal terminal, RandomGenerator random) {
        this.terminal = terminal;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        Path file = target.file();
        try {
            target.show(
                    terminal,
                    KeyFile.rotate(file, KeyFile.previous(file), random).publicKey());
        } catch (FileAlreadyExistsException exists) {
            throw CommandException.badInput(
                    "'" + exists.getFile() + "' exists, expected the last rotation's overlap to be over");
        }
        return Exit.OK;
    }
}
