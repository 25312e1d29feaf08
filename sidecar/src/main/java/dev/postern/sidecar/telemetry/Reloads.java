package dev.postern.sidecar.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** Counts attempts to load a bundle, the first at start included. Thread-safe. */
public final class Reloads {

    private final LongAdder loaded = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Reloads() {}

    /** A new bundle took effect. */
    public void loaded() {
        loaded.increment();
    }

    /** What was found is what is in force. */
    public void unchanged() {
        unchanged.increment();
    }

    /** A bundle was bad, or could not be read, and the one before stays. */
    public void refused() {
        refused.increment();
    }

    long loadedCount() {
        return loaded.sum();
    }

    long unchangedCount() {
        return unchanged.sum();
    }

    long refusedCount() {
        return refused.sum();
    }
}
