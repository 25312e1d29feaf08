package dev.postern.sidecar.grpc;

import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Stops listeners so that every check that was taken is answered: not ready, GOAWAY, drain, and force what is left. */
public final class GracefulStop {

    private static final Duration AFTER_FORCE = Duration.ofSeconds(2);

    private final Readiness readiness;
    private final Health health;
    private final List<GrpcListener> listeners;
    private final Duration drain;
    private final LongSupplier nanoTime;

    /** Calls under way get {@code drain} to end. */
    public GracefulStop(
            Readiness readiness, Health health, List<GrpcListener> listeners, Duration drain, LongSupplier nanoTime) {
        this.readiness = readiness;
        this.health = health;
        this.listeners = List.copyOf(listeners);
        this.drain = drain;
        this.nanoTime = nanoTime;
    }

    /**
     * Stops; returns when the listeners have ended.
     *
     * @return whether all calls ended by themselves
     */
    public boolean run() throws InterruptedException {
        readiness.unmet(Condition.SERVING, "the sidecar is stopping");
        health.end();
        listeners.forEach(GrpcListener::shutdown);
        if (await(drain)) {
            return true;
        }
        listeners.forEach(GrpcListener::force);
        await(AFTER_FORCE);
        return false;
    }

    private boolean await(Duration timeout) throws InterruptedException {
        long end = nanoTime.getAsLong() + timeout.toNanos();
        for (GrpcListener listener : listeners) {
            if (!listener.awaitTermination(Duration.ofNanos(end - nanoTime.getAsLong()))) {
                return false;
            }
        }
        return true;
    }
}
