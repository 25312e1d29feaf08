package dev.postern.sidecar.decide;

/** Whoever waits for an answer. */
@FunctionalInterface
public interface Caller {

    /** Waits as long as it takes. */
    Caller PATIENT = () -> Long.MAX_VALUE;

    /** The monotonic time by which the answer must have left, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();
}
