package dev.postern.sidecar.content;

import dev.postern.crypto.ContentDigest;

/** Is told whenever kept content turns out not to be what its name says. Thread-safe; must not throw. */
@FunctionalInterface
public interface IntegrityObserver {

    /** What is kept as {@code digest} is not that; {@code message} says what was found. */
    void violated(ContentDigest digest, String message);
}
