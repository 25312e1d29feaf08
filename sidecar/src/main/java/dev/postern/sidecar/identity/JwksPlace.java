package dev.postern.sidecar.identity;

import java.io.IOException;

/** Where the keys of an issuer are published. Thread-safe. */
@FunctionalInterface
interface JwksPlace {

    /**
     * What is there now. Blocks for a bounded time.
     *
     * @throws IOException when it cannot be read, not in time, or is too large
     */
    String read() throws IOException;
}
