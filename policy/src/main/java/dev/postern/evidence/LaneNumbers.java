package dev.postern.evidence;

import java.util.Arrays;

/** The number each lane is expected to go on with within one frame, so that gapless numbers need not be stored. */
final class LaneNumbers {

    static final int MOST_LANES = 1 << 10;

    private final long[] next = new long[MOST_LANES];

    void clear() {
        Arrays.fill(next, 0);
    }

    long expected(int lane) {
        return next[lane];
    }

    void took(int lane, long number) {
        next[lane] = number + 1;
    }
}
