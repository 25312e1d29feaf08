package dev.postern.sidecar;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be ended, in the reverse of the order in which it was begun. Not thread-safe. */
final class Closing implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> begun = new ArrayDeque<>();

    /** Remembers to end {@code part}, which it returns. */
    <T extends AutoCloseable> T later(T part) {
        begun.push(part);
        return part;
    }

    /** Ends everything; what fails is logged and does not keep the rest from being ended. */
    @Override
    public void run() {
        while (!begun.isEmpty()) {
            end(begun.pop());
        }
    }

    // A thread root in all but name: whatever one part throws, the others must still be ended.
    @SuppressWarnings("CatchingUnchecked")
    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("could not be ended cleanly: {}", part, e);
        }
    }
}
