package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * An ordered record of acts of revoking that several sidecars share: each appends its own and reads all. What was
 * appended is never lost, changed or put in another order, until it is settled. Thread-safe.
 */
public interface RevocationFeed extends AutoCloseable {

    /** Where a reader is before it has read anything. */
    String START = "";

    /** What it is called in logs and metrics, such as {@code file}. */
    String name();

    /**
     * Appends an act. Once this returns, every reader will come to it, also after a crash of this process.
     *
     * @throws IOException when that cannot be said
     */
    void append(Revocation act) throws IOException;

    /**
     * Reads the acts after {@code position}, oldest first, at most a few thousand at a time. Where there are none it waits
     * for one, at most {@code wait}, and then returns none: that, too, says that nothing was missed when the call began.
     *
     * @param position {@link #START}, or what the last {@link Batch} said
     * @throws IOException when the record cannot be reached or read, or nobody knows any more what came after
     *     {@code position}
     */
    Batch read(String position, Duration wait) throws IOException, InterruptedException;

    /**
     * Takes acts out of the record that are settled at {@code now}, in seconds since the epoch, and by the record's own
     * clock where it has one. Some may stay until a later time. A reader misses nothing by it but settled acts, and may be
     * given some acts again. Several sidecars may do it at once.
     *
     * @return how many were taken out
     * @throws IOException when the record cannot be reached, read or written; nothing is lost that is not settled
     */
    int prune(long now) throws IOException;

    /** Ends every read under way. */
    @Override
    void close();

    /**
     * What was read.
     *
     * @param position after the last of the acts
     * @param last whether there was nothing after them
     */
    record Batch(List<Revocation> acts, String position, boolean last) {
        public Batch {
            acts = List.copyOf(acts);
        }
    }
}
