package dev.postern.sidecar.cli;

import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.keys.BadKeyFileException;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the key a command was given. */
final class KeyOption {

    private KeyOption() {}

    /** The key in {@code file}; ends the command when there is none that may be used. */
    static SigningKey read(Path file) throws IOException {
        try {
            return KeyFile.read(file);
        } catch (BadKeyFileException bad) {
            throw CommandException.badInput(String.valueOf(bad.getMessage()));
        }
    }
}
