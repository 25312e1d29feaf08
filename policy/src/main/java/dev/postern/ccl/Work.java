package dev.postern.ccl;

/** What a decision may still cost, in elementary steps. Not thread-safe. */
final class Work {

    private long left;

    Work(long steps) {
        this.left = steps;
    }

    /** Takes {@code steps}; false when they are no longer there. */
    boolean spend(long steps) {
        left -= steps;
        return left >= 0;
    }
}
