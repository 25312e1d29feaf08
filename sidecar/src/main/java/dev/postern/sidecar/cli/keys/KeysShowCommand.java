package dev.postern.sidecar.cli.keys;

import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postern keys show}. */
@Command(
        name = "show",
        description = "Show the public half of a signing key.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern keys show issuer.pem",
            "  postern keys show --json issuer.pem",
            "",
            "@|bold Exit|@  0 shown · 2 no key, or others may read it · 3 it cannot be read"
        })
final class KeysShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private KeyTarget target = new KeyTarget();

    KeysShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        target.show(terminal, KeyFile.read(target.file()).publicKey());
        return Exit.OK;
    }
}
