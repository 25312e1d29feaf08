package dev.postern.sidecar.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many producers and one consumer, without locks (Vyukov's array queue): each slot carries the turn
 * at which it may next be filled or emptied.
 */
final class Ring<T> {

    private final AtomicReferenceArray<@Nullable T> slots;
    private final AtomicLongArray turns;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private long head; // the consumer's alone

    /** Room for at least {@code capacity} things; the next power of two, and at least two. */
    Ring(int capacity) {
        int size = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
        mask = size - 1;
        slots = new AtomicReferenceArray<>(size);
        turns = new AtomicLongArray(size);
        for (int i = 0; i < size; i++) {
            turns.set(i, i);
        }
    }

    /** Whether there was room. Any thread may call this. */
    boolean offer(T thing) {
        while (true) {
            long at = tail.get();
            long ahead = turns.get((int) at & mask) - at;
            if (ahead < 0) {
                return false;
            }
            if (ahead == 0 && tail.compareAndSet(at, at + 1)) {
                slots.setPlain((int) at & mask, thing);
                turns.setRelease((int) at & mask, at + 1);
                return true;
            }
        }
    }

    /** The oldest thing, or {@code null} when there is none. One thread only may call this. */
    @Nullable
    T poll() {
        int slot = (int) head & mask;
        if (turns.get(slot) != head + 1) {
            return null;
        }
        T thing = slots.getPlain(slot);
        slots.setPlain(slot, null);
        turns.setRelease(slot, head + mask + 1);
        head++;
        return thing;
    }
}
