package dev.postern.sidecar.telemetry;

/** Picks a share of things by an evenly spread 64-bit number of each. */
final class Ratio {

    private static final double TWO_TO_63 = 0x1p63;

    private Ratio() {}

    /**
     * Passes ratios only.
     *
     * @throws IllegalArgumentException when {@code value} is not from 0 to 1
     */
    static void require(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number from 0 to 1");
        }
    }

    /** What {@link #picks} compares with, for a share from 0 to 1. */
    static long threshold(double ratio) {
        return ratio >= 1 ? Long.MAX_VALUE : (long) (ratio * TWO_TO_63);
    }

    /** Whether the thing is in the share: never at 0, always at 1. */
    static boolean picks(long threshold, long number) {
        return number >>> 1 < threshold || threshold == Long.MAX_VALUE;
    }

    /** Spreads numbers that lie close together, such as counts, over all 64 bits (SplitMix64's finalizer). */
    static long spread(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
