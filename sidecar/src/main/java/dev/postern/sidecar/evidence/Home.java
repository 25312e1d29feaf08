package dev.postern.sidecar.evidence;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where what waits on a lane is told: the event loop that took the lane, known once it has. Thread-safe. */
final class Home {

    private volatile @Nullable ScheduledExecutorService loop;

    void set(ScheduledExecutorService taken) {
        loop = taken;
    }

    void execute(Runnable task) {
        ScheduledExecutorService here = loop;
        if (here != null && !here.isShutdown()) {
            try {
                here.execute(task);
            } catch (RejectedExecutionException ended) {
                // Whoever waited there has gone with it.
            }
        }
    }

    void schedule(Runnable task, long nanos) {
        ScheduledExecutorService here = loop;
        if (here != null && !here.isShutdown()) {
            try {
                var unused = here.schedule(task, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException ended) {
                // As above.
            }
        }
    }
}
