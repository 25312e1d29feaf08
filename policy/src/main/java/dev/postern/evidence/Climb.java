package dev.postern.evidence;

/**
 * The way from a node up to the root, stopping where there is a sibling to hash with: the one walk behind making, sizing
 * and checking proofs (RFC 9162 §2.1.3.2 and §2.1.4.2, with {@code index} as fn and {@code last} as sn). A node that ends
 * its level on the left has no sibling and is carried up unchanged.
 */
final class Climb {

    private int level;
    private long index;
    private long last;
    private boolean begun;

    /** From node {@code index} of {@code level}, which must lie within a tree of {@code size} leaves. */
    Climb(int level, long index, long size) {
        this.level = level;
        this.index = index;
        this.last = (size - 1) >> level;
    }

    /** How many siblings a climb meets. */
    static int siblings(int level, long index, long size) {
        Climb climb = new Climb(level, index, size);
        int count = 0;
        while (climb.next()) {
            count++;
        }
        return count;
    }

    /** Goes to the next sibling; false when the root is reached. */
    boolean next() {
        if (begun) {
            up();
        }
        begun = true;
        while (last > 0 && !siblingIsLeft() && index == last) {
            up();
        }
        return last > 0;
    }

    boolean siblingIsLeft() {
        return (index & 1) == 1;
    }

    int level() {
        return level;
    }

    /** The index of the sibling in its level. */
    long sibling() {
        return index ^ 1;
    }

    private void up() {
        level++;
        index >>= 1;
        last >>= 1;
    }
}
