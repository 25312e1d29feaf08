package dev.postern.sidecar.cli;

import dev.postern.crypto.PublicKey;
import java.nio.file.Path;

/**
 * The public half of a key, for people and for machines.
 *
 * @param file where the private half is
 */
record ShownKey(Path file, PublicKey key) {

    void print(Terminal terminal, boolean json) {
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
