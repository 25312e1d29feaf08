package dev.postern.sidecar.cache.remote;

/**
 * The 99th percentile of what calls have lately taken, from a histogram in which older calls count for less. Exact to a
 * fifth. Written under its monitor by threads that speak with the server; read without locks by any thread.
 */
final class RecentLatency {

    /** Calls after which every count is halved. */
    private static final int WINDOW = 512;
    /** Buckets for each doubling. */
    private static final int STEPS = 4;

    private static final int BUCKETS = 64 * STEPS;

    private final int[] counts = new int[BUCKETS];
    private int total;
    private volatile long p99;

    /** Knows nothing yet and assumes {@code nanos}. */
    RecentLatency(long nanos) {
        this.p99 = nanos;
    }

    /** The upper end, in nanoseconds, of the bucket in which the 99th percentile lies. */
    long p99() {
        return p99;
    }

    synchronized void add(long nanos) {
        counts[bucket(nanos)]++;
        if (++total >= WINDOW) {
            halve();
        }
        p99 = top(bucketOfRank(total - total / 100));
    }

    private void halve() {
        total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] >>= 1;
            total += counts[i];
        }
    }

    private int bucketOfRank(int rank) {
        int bucket = -1;
        for (int below = 0; below < rank; below += counts[bucket]) {
            bucket++;
        }
        return Math.max(bucket, 0);
    }

    /** The position of the highest bit, and the two bits after it. */
    private static int bucket(long nanos) {
        long value = Math.max(nanos, STEPS);
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        return power * STEPS + (int) (value >>> (power - 2) & (STEPS - 1));
    }

    private static long top(int bucket) {
        int power = bucket / STEPS;
        return power < 2 ? STEPS : ((STEPS + bucket % STEPS + 1L) << (power - 2)) - 1;
    }
}
