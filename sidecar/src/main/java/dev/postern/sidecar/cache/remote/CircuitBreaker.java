package dev.postern.sidecar.cache.remote;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps calls away from a server that does not answer. After so many failures in a row it opens; after a time it lets a
 * few trials through, and closes again when enough of them have succeeded. Calls of one phase that end in another change
 * nothing. Lock-free; while closed and healthy a call allocates nothing. Thread-safe.
 */
public final class CircuitBreaker {

    /** Given instead of a permit. */
    static final long REFUSED = -1;

    private final Settings settings;
    private final AtomicReference<State> state = new AtomicReference<>(new State(Phase.CLOSED, 0, 0, 0, 0));

    CircuitBreaker(Settings settings) {
        this.settings = settings;
    }

    /**
     * When it opens and closes.
     *
     * @param failures in a row that open it, at least 1
     * @param pause between opening and the first trial
     * @param trials calls let through while it is half open, at least 1
     * @param successes of trials that close it, from 1 to {@code trials}
     */
    public record Settings(int failures, Duration pause, int trials, int successes) {
        public static final Settings DEFAULTS = new Settings(5, Duration.ofSeconds(30), 3, 3);
    }

    /** What it does with calls. */
    enum Phase {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /**
     * One moment of it.
     *
     * @param era grows with each change of phase; it is the permit of calls begun in it
     * @param begun trials let through
     * @param counted failures in a row while closed, successes while half open
     * @param since monotonic time of the opening
     */
    private record State(Phase phase, long era, int begun, int counted, long since) {

        State next(Phase next, int first, long now) {
            return new State(next, era + 1, first, 0, now);
        }

        State begin() {
            return new State(phase, era, begun + 1, counted, since);
        }

        State counting(int count) {
            return new State(phase, era, begun, count, since);
        }
    }

    Phase phase() {
        return now().phase;
    }

    /** A permit to call, or {@link #REFUSED}; each permit is given back through one of the methods below. */
    long admit(long now) {
        while (true) {
            State seen = now();
            State next;
            switch (seen.phase) {
                case CLOSED:
                    return seen.era;
                case OPEN:
                    if (now - seen.since < settings.pause.toNanos()) {
                        return REFUSED;
                    }
                    next = seen.next(Phase.HALF_OPEN, 1, now);
                    break;
                default:
                    if (seen.begun >= settings.trials) {
                        return REFUSED;
                    }
                    next = seen.begin();
            }
            if (state.compareAndSet(seen, next)) {
                return next.era;
            }
        }
    }

    /** The call was answered. */
    void succeeded(long permit) {
        State seen;
        State next;
        do {
            seen = now();
            if (seen.era != permit || (seen.phase == Phase.CLOSED && seen.counted == 0)) {
                return;
            }
            int counted = seen.phase == Phase.CLOSED ? 0 : seen.counted + 1;
            boolean healed = seen.phase == Phase.HALF_OPEN && counted >= settings.successes;
            next = healed ? seen.next(Phase.CLOSED, 0, seen.since) : seen.counting(counted);
        } while (!state.compareAndSet(seen, next));
    }

    /** The call was not answered in time, or with a fault of the connection; whether that has opened it. */
    boolean failed(long permit, long now) {
        State seen;
        State next;
        boolean opens;
        do {
            seen = now();
            if (seen.era != permit) {
                return false;
            }
            opens = seen.phase == Phase.HALF_OPEN || seen.counted + 1 >= settings.failures;
            next = opens ? seen.next(Phase.OPEN, 0, now) : seen.counting(seen.counted + 1);
        } while (!state.compareAndSet(seen, next));
        return opens;
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }
}
