package dev.postern.sidecar.cli.keys;

import dev.postern.crypto.PublicKey;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of a signing key that a command is about, and how its public half is shown. */
final class KeyTarget {

    @Parameters(paramLabel = "FILE", description = "The file of the key: PKCS#8 in PEM, or 32 raw bytes.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Path file() {
        return file;
    }

    void show(Terminal terminal, PublicKey key) {
        if (json) {
            terminal.out()
                    .println(Json.line(Json.object()
                            .put("file", file.toString())
                            .put("algorithm", "ed25519")
                            .put("keyId", key.keyId())
                            .put("publicKey", key.hex())));
        } else {
            terminal.out().println("key id      " + key.keyId());
            terminal.out().println("public key  " + key.hex());
        }
    }
}
