package dev.postern.sidecar.cli;

/** A sidecar that was started. Addresses are {@code host:port} or {@code unix:/path}. */
public interface RunningSidecar extends AutoCloseable {

    /** Where it answers checks. */
    String checks();

    /** Where it is run from. */
    String admin();

    /** Waits until it has stopped. */
    void awaitEnd() throws InterruptedException;

    @Override
    void close();
}
