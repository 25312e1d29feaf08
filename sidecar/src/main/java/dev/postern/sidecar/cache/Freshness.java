package dev.postern.sidecar.cache;

/** Knows whether this sidecar would have heard of an invalidation by now. Thread-safe, never blocks. */
@FunctionalInterface
public interface Freshness {

    /** Of a sidecar alone, which is told everything directly. */
    Freshness ALONE = nanos -> true;

    /**
     * Whether entries that permit something may be served: the last heartbeat of whoever passes on invalidations is not
     * older than the bound on staleness.
     *
     * @param nowNanos monotonic
     */
    boolean current(long nowNanos);
}
