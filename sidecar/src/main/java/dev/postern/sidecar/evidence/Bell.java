package dev.postern.sidecar.evidence;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Wakes the appender; while it is awake that costs one read. Rung by any thread, slept by under one. */
final class Bell {

    private volatile @Nullable Thread sleeper;

    /** Wakes who sleeps. */
    void wake() {
        Thread sleeping = sleeper;
        if (sleeping != null) {
            // Others need not ring as well; this ring is yet to come, so nobody oversleeps.
            sleeper = null;
            LockSupport.unpark(sleeping);
        }
    }

    /** Sleeps until woken or {@code nanos} have passed, unless there is already reason to be awake. */
    void sleep(long nanos, BooleanSupplier wanted) {
        // Said before looking: whoever brings a reason about looks here only afterwards.
        sleeper = Thread.currentThread();
        if (!wanted.getAsBoolean()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }
}
