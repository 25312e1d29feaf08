package dev.postern.sidecar;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a sidecar beside its event loops that no part has for itself alone. None keeps the process alive. */
final class Threads implements AutoCloseable {

    /** How many event loops there are, each with a lane of its own. */
    static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private static final int BACKGROUND_THREADS = 2;
    private static final int BACKGROUND_QUEUE = 256;

    private final ThreadPoolExecutor background = bounded(BACKGROUND_THREADS, BACKGROUND_QUEUE, "postern-background");
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(daemon("postern-housekeeping"));
    private final ExecutorService loader = Executors.newSingleThreadExecutor(daemon("postern-bundle"));

    /** Takes what may block or take long; rejects when full. */
    Executor background() {
        return background;
    }

    /** How many tasks the background has taken and not ended. */
    long inBackground() {
        return (long) background.getActiveCount() + background.getQueue().size();
    }

    /** Short tasks that come again, and timeouts. */
    ScheduledExecutorService housekeeping() {
        return housekeeping;
    }

    /** Reads and compiles bundles, one after the other; never has more to do than one after the one it does. */
    Executor loader() {
        return loader;
    }

    @Override
    public void close() {
        background.shutdownNow();
        housekeeping.shutdownNow();
        loader.shutdownNow();
    }

    /** At most {@code threads}, which end when idle, and a queue that rejects when full. */
    static ThreadPoolExecutor bounded(int threads, int queue, String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), daemon(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
