package dev.postern.sidecar.egress;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the work of one call on a shared executor, one piece at a time and in order. Whoever hands in work keeps it to a
 * few pieces. Thread-safe.
 */
public final class Turns {

    private final Executor executor;
    private final Runnable rejected;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** Turns on {@code executor}; {@code rejected} is run where it has no room, and no work after it. */
    public Turns(Executor executor, Runnable rejected) {
        this.executor = executor;
        this.rejected = rejected;
    }

    /** Runs {@code work} after all that was added before. */
    public void add(Runnable work) {
        synchronized (this) {
            waiting.add(work);
            if (running) {
                return;
            }
            running = true;
        }
        hop();
    }

    private void hop() {
        try {
            executor.execute(this::next);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                waiting.clear();
            }
            rejected.run();
        }
    }

    private void next() {
        Runnable work;
        synchronized (this) {
            work = waiting.poll();
        }
        if (work != null) {
            work.run();
        }
        boolean more;
        synchronized (this) {
            more = !waiting.isEmpty();
            running = more;
        }
        if (more) {
            hop();
        }
    }
}
