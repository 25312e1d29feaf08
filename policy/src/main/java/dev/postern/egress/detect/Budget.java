package dev.postern.egress.detect;

import dev.postern.egress.Incomplete;
import dev.postern.egress.ScanLimits;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is left of a scan's limits. Once anything is used up the scan is incomplete and ends. Not thread-safe. */
final class Budget {

    private final ScanLimits limits;
    private final LongSupplier nanoTime;
    private long deadline;
    private long nanosLeft;
    private long decoded;
    private @Nullable Incomplete incomplete;

    Budget(ScanLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.nanosLeft = limits.time().toNanos();
        this.decoded = limits.decodedBytes();
    }

    ScanLimits limits() {
        return limits;
    }

    /** Scanning begins, or goes on. */
    void resume() {
        deadline = nanoTime.getAsLong() + nanosLeft;
    }

    /** Scanning waits for more of the content; waiting is not counted. */
    void pause() {
        nanosLeft = deadline - nanoTime.getAsLong();
    }

    /** Whether the scan must end: something is used up, or time is now. */
    boolean spent() {
        if (incomplete == null && nanoTime.getAsLong() - deadline > 0) {
            incomplete = Incomplete.TIME;
        }
        return ended();
    }

    boolean ended() {
        return incomplete != null && incomplete != Incomplete.DECODED;
    }

    /** The first limit that was hit stands. */
    void exceed(Incomplete limit) {
        if (incomplete == null || incomplete == Incomplete.DECODED) {
            incomplete = limit;
        }
    }

    /** Takes bytes that decoding brought; false if there are not so many left, then nothing is taken. */
    boolean takeDecoded(int bytes) {
        if (bytes > decoded) {
            decoded = 0;
            if (incomplete == null) {
                incomplete = Incomplete.DECODED;
            }
            return false;
        }
        decoded -= bytes;
        return true;
    }

    /** The most bytes that one decoding may bring. */
    int decodable() {
        return (int) Math.min(decoded, 1 << 20);
    }

    Optional<Incomplete> incomplete() {
        return Optional.ofNullable(incomplete);
    }
}
