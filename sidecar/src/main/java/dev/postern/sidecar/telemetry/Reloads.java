package dev.postern.sidecar.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** Counts attempts to load a bundle, the first at start included. Thread-safe. */
public final class Reloads {

    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Reloads() {}

    /** A good bundle took effect. */
    public void taken() {
        taken.increment();
    }

    /** A bundle was bad, or could not be read, and the one before stays. */
    public void refused() {
        refused.increment();
    }

    long takenCount() {
        return taken.sum();
    }

    long refusedCount() {
        return refused.sum();
    }
}
