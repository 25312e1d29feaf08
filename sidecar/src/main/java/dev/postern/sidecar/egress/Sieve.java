package dev.postern.sidecar.egress;

import java.util.function.Consumer;

/** A content that comes in parts: they go in, what may leave comes out. Used by one thread at a time. */
public interface Sieve extends AutoCloseable {

    /** Takes the next part; what may leave now. */
    byte[] push(byte[] part);

    /** Ends the content. The last bytes that may leave come before the answer. */
    void end(Consumer<byte[]> last, Consumer<EgressOutcome> sink);

    /** Whether nothing more may leave, whatever comes. */
    boolean blocked();

    /** Gives back what is held; to be called however it ends. */
    @Override
    void close();
}
