package dev.postern.sidecar.cache.remote;

import java.util.function.LongSupplier;

/**
 * Whether the remote tier is worth asking: when the work that an answer would save takes more than twice the 99th
 * percentile of what the tier has lately taken. Twice, because a miss costs both. Thread-safe.
 */
public final class CostGate {

    private static final int FACTOR = 2;

    private final Use use;
    private final LongSupplier p99;

    /**
     * A gate.
     *
     * @param p99 of the remote tier, in nanoseconds
     */
    CostGate(Use use, LongSupplier p99) {
        this.use = use;
        this.p99 = p99;
    }

    /** When the remote tier is asked. */
    public enum Use {
        /** When it is the cheaper way. */
        AUTO,
        /** Whatever it costs. */
        ON,
        /** Never. */
        OFF
    }

    /** Whether work that takes {@code nanos} is better saved. */
    boolean opens(long nanos) {
        return switch (use) {
            case AUTO -> nanos / FACTOR > p99.getAsLong();
            case ON -> true;
            case OFF -> false;
        };
    }
}
