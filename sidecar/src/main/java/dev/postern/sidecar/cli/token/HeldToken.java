package dev.postern.sidecar.cli.token;

import dev.postern.capability.Token;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A token that a command is given together with its holder's key. */
final class HeldToken {

    @Parameters(paramLabel = "TOKEN", description = "The token, a file of it, or - for standard input.")
    private String token = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The holder's signing key.")
    private Path key = Path.of("");

    Token token(Terminal terminal) throws IOException {
        return TokenRead.token(terminal, token);
    }

    SigningKey key() throws IOException {
        return KeyFile.read(key);
    }
}
