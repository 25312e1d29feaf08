package dev.postern.sidecar.cli;

import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(paramLabel = "FILE", description = "A signing key: PKCS#8 in PEM or 32 raw bytes.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    KeysShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        new ShownKey(file, KeyFile.read(file).publicKey()).print(terminal, json);
        return Exit.OK;
    }
}
