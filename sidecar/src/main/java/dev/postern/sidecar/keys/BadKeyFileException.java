package dev.postern.sidecar.keys;

import java.io.IOException;
import java.nio.file.Path;

/** A key file that is not to be used; the message says which, what is wrong and what was expected. */
public final class BadKeyFileException extends IOException {

    private static final long serialVersionUID = 1L;

    BadKeyFileException(Path file, String message) {
        super(file + ": " + message);
    }
}
