package dev.postern.sidecar.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Until when an entry may be served: at most its lifetime, shortened by up to a tenth so that entries made together do
 * not end together, and never past the moment at which its value may change. Thread-safe if the randomness is.
 */
public final class Lifetimes {

    private static final int JITTER_SHARE = 10;

    private final long longestMillis;
    private final RandomGenerator random;

    /** Lifetimes of at most {@code longest}, at least a millisecond. */
    public Lifetimes(Duration longest, RandomGenerator random) {
        this.longestMillis = Math.max(1, longest.toMillis());
        this.random = random;
    }

    /**
     * The first moment, milliseconds since the epoch, at which an entry made now may no longer be served.
     *
     * @param boundaryMillis when its value may change of itself, {@link Long#MAX_VALUE} for never
     */
    public long until(long nowMillis, long boundaryMillis) {
        long share = longestMillis / JITTER_SHARE;
        long life = longestMillis - (share == 0 ? 0 : random.nextLong(share + 1));
        return Math.min(nowMillis + life, boundaryMillis);
    }
}
