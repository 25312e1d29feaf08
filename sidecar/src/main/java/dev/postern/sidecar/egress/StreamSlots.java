package dev.postern.sidecar.egress;

import java.util.concurrent.atomic.AtomicInteger;

/** How many streams may still be opened. Thread-safe. */
final class StreamSlots {

    private final AtomicInteger free;

    StreamSlots(int most) {
        this.free = new AtomicInteger(most);
    }

    boolean take() {
        if (free.decrementAndGet() >= 0) {
            return true;
        }
        free.incrementAndGet();
        return false;
    }

    void give() {
        free.incrementAndGet();
    }
}
