package dev.postern.sidecar.cli.serve;

import java.util.List;

/** A sidecar that was started. Addresses are {@code host:port} or {@code unix:/path}. */
public interface RunningSidecar extends AutoCloseable {

    /** Where it answers checks. */
    String checks();

    /** Where it is run from. */
    String admin();

    /** Why it denies every check, a line each: sentences, then diagnostics; empty when it is ready. */
    List<String> notReady();

    /** Waits until it has stopped. */
    void awaitEnd() throws InterruptedException;

    @Override
    void close();
}
