package dev.postern.sidecar.covenant;

import java.io.IOException;

/** A covenant cannot be kept as it is. */
public final class UnfitCovenantException extends IOException {
    UnfitCovenantException(String message) {
        super(message);
    }
}
