package dev.postern.sidecar.cache;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the cache out of use once an answer of it was wrong, until the process ends: a cache that was wrong once has a
 * fault that no flush mends. Thread-safe.
 */
public final class Breaker {

    private final AtomicBoolean tripped = new AtomicBoolean();

    /** Whether the cache is out of use. */
    public boolean isTripped() {
        return tripped.get();
    }

    /** Takes the cache out of use; whether this call did. */
    boolean trip() {
        return tripped.compareAndSet(false, true);
    }
}
