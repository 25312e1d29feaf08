package dev.postern.sidecar.cache;

import java.time.Instant;
import java.time.InstantSource;

/** A clock on the wall and a monotonic one that move only when told to. */
final class ManualTime implements InstantSource {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private long millis = 1_795_228_215_000L;
    private long nanos = 1;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long millis() {
        return millis;
    }

    long nanos() {
        return nanos;
    }

    /** Both go on. */
    void pass(long more) {
        millis += more;
        nanos += more * NANOS_PER_MILLI;
    }

    /** The wall clock is put somewhere else, by so much. */
    void step(long by) {
        millis += by;
    }

    void passNanos(long more) {
        nanos += more;
    }
}
