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

    int size() {
        return size;
    }

    /**
     * Makes what comparisons are left, in deciding order, and adds the rules that match to {@code matched}; but for access
     * rules that rank behind the one that decides: whether these match is not found out.
     */
    void settle(TenantRules rules, Facts facts, IntList matched) {
        int decider = rules.access();
        for (int i = 0; i < matched.size(); i++) {
            decider = Math.min(decider, matched.get(i));
        }
        Arrays.sort(items, 0, size);
        for (int i = 0; i < size; i++) {
            int rule = (int) (items[i] >>> Conjuncts.LIMIT);
            boolean counts = rule < decider || rule >= rules.access();
            if (counts && holds(rules.condition(rule), (int) items[i] & (1 << Conjuncts.LIMIT) - 1, facts)) {
                matched.add(rule);
                decider = Math.min(decider, rule);
            }
        }
    }

    /** Whether a condition holds of which only the conjuncts in {@code left}, one bit for each, can hold. */
    private static boolean holds(RuleCondition condition, int left, Facts facts) {
        int[][] conjuncts = condition.conjunctsOrNone();
        for (int c = 0; c < conjuncts.length; c++) {
            if ((left >>> c & 1) != 0 && facts.holds(conjuncts[c])) {
                return true;
            }
        }
        return false;
    }
}
