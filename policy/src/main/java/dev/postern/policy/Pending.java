package dev.postern.policy;

import java.util.Arrays;

/**
 * Rules of which only dear comparisons are still to be made. Of each it is known which conjuncts are left: those of which
 * no other comparison is false. Not thread-safe; allocates nothing once it has grown.
 */
final class Pending {

    /** Each the number of a rule, and below it one bit for each conjunct. */
    private long[] items = new long[16];

    private int size;

    void clear() {
        size = 0;
    }

    /** Adds a rule; bit {@code c} of {@code conjuncts} says that conjunct {@code c} is left. */
    void add(int rule, int conjuncts) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = (long) rule << Conjuncts.LIMIT | conjuncts;
    }

    /** Puts the rules in ascending order. */
    void sort() {
        Arrays.sort(items, 0, size);
    }

    int size() {
        return size;
    }

    int rule(int index) {
        return (int) (items[index] >>> Conjuncts.LIMIT);
    }

    int left(int index) {
        return (int) items[index] & (1 << Conjuncts.LIMIT) - 1;
    }
}
