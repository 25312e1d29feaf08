package dev.postern.sidecar.telemetry;

import dev.postern.policy.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts calls turned away for load before they became checks; checks that are answered with such a reason count
 * themselves. Thread-safe.
 */
public final class Sheds {

    /** Why load is refused. */
    static final List<Reason> REASONS = List.of(Reason.SHED, Reason.DEADLINE, Reason.LIMIT_CAPACITY);

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    Sheds() {
        for (Reason reason : REASONS) {
            counts.put(reason, new LongAdder());
        }
    }

    /**
     * A call was turned away.
     *
     * @throws IllegalArgumentException when the reason does not stand for load
     */
    public void turnedAway(Reason reason) {
        of(reason).increment();
    }

    long count(Reason reason) {
        return of(reason).sum();
    }

    private LongAdder of(Reason reason) {
        LongAdder count = counts.get(reason);
        if (count == null) {
            throw new IllegalArgumentException("reason is " + reason.code() + ", expected one of " + REASONS);
        }
        return count;
    }
}
