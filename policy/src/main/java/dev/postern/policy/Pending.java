package dev.postern.policy;

/**
 * Rules of which only dear comparisons are still to be made. Of each it is known which conjuncts are left: those of which
 * no other comparison is false. Not thread-safe; allocates nothing once it has grown.
 */
final class Pending {

    private final IntList rules = new IntList();
    private final IntList left = new IntList();

    void clear() {
        rules.clear();
        left.clear();
    }

    /** Adds a rule; bit {@code c} of {@code conjuncts} says that conjunct {@code c} is left. */
    void add(int rule, int conjuncts) {
        rules.add(rule);
        left.add(conjuncts);
    }

    int size() {
        return rules.size();
    }

    int rule(int index) {
        return rules.get(index);
    }

    int left(int index) {
        return left.get(index);
    }

    boolean isLeft(int index, int conjunct) {
        return (left.get(index) >>> conjunct & 1) != 0;
    }
}
