package dev.postern.sidecar.cli;

import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(paramLabel = "FILE", description = "Where the key goes: PKCS#8 in PEM.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    KeysGenerateCommand(Terminal terminal, RandomGenerator random) {
        this.terminal = terminal;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        try {
            new ShownKey(file, KeyFile.generate(file, random).publicKey()).print(terminal, json);
        } catch (FileAlreadyExistsException exists) {
            throw CommandException.badInput("'" + file + "' exists, expected the name of a new file");
        }
        return Exit.OK;
    }
}
