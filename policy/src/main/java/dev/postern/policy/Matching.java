package dev.postern.policy;

import dev.postern.ccl.Effect;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which rules of one rule set match one check: in the {@link MetCells}, the rules whose conditions hold. Not
 * thread-safe; allocates nothing once it has grown.
 */
final class Matching {

    static final int NONE = -1;

    private final MetCells met = new MetCells();
    private final Patterns patterns;
    private final Facts facts;
    private final IntList matched = new IntList();
    private final Pending pending = new Pending();
    private int[] ruleTurn = new int[0];
    private int turn;
    private boolean strict;
    private int doubtfulDeny;
    private int doubtfulRequire;
    private long examined;

    Matching(Certificates certificates) {
        patterns = new Patterns(certificates);
        facts = new Facts(patterns);
    }

    /** Lets go of what is remembered of the last program. */
    void forget() {
        met.forget();
    }

    /** Finds the cells; the scopes are known then. */
    void open(TenantRules rules, Check check) {
        met.turnTo(check, rules.cells());
        facts.turnTo(check, rules);
    }

    /** The cells that were found. */
    MetCells met() {
        return met;
    }

    /**
     * Finds the rules in the cells that match, but for those that hang on dear comparisons and cannot change the answer;
     * {@code strict} also finds what absent fields leave in doubt.
     */
    void match(TenantRules rules, boolean strict) {
        this.strict = strict;
        doubtfulDeny = Integer.MAX_VALUE;
        doubtfulRequire = Integer.MAX_VALUE;
        matched.clear();
        pending.clear();
        turnRules(rules.size());
        for (int i = 0; i < met.count(); i++) {
            examine(rules, rules.cells().cell(met.get(i)).rules());
        }
        if (pending.size() > 0) {
            pending.settle(rules, facts, matched);
        }
        matched.sort(0);
    }

    /** What came of the dear comparisons. */
    Patterns patterns() {
        return patterns;
    }

    /** Numbers of the rules that matched, ascending. */
    IntList matched() {
        return matched;
    }

    Facts facts() {
        return facts;
    }

    /** The number of the access rule that decides, or {@link #NONE}. */
    int decider(TenantRules rules) {
        return matched.size() > 0 && matched.get(0) < rules.access() ? matched.get(0) : NONE;
    }

    /**
     * The number of the rule that absence leaves in doubt in such a way that the answer is, or {@link #NONE}: a deny
     * ranked above the deciding permit that might have matched, that permit itself where absence satisfied a
     * {@code not}, or an obligation. A denial is never in doubt once a rule decided it.
     */
    int doubt(TenantRules rules) {
        if (!strict) {
            return NONE;
        }
        int decider = decider(rules);
        if (decider == NONE) {
            return doubtfulDeny == Integer.MAX_VALUE ? NONE : doubtfulDeny;
        }
        if (rules.rule(decider).effect() == Effect.DENY) {
            return NONE;
        }
        if (doubtfulDeny < decider) {
            return doubtfulDeny;
        }
        if (facts.truth(rules.condition(decider)) == Truth.UNKNOWN) {
            return decider;
        }
        return doubtfulRequire == Integer.MAX_VALUE ? NONE : doubtfulRequire;
    }

    /** How many rules' conditions were looked at since this was made; a measure of work that no clock disturbs. */
    long examined() {
        return examined;
    }

    private void examine(TenantRules rules, RuleGroup group) {
        RuleGroup.Split split = group.split();
        Object value = split == null ? null : facts.field(split.slot());
        if (split == null || (value == null && strict)) {
            examineAll(rules, group);
        } else if (value == null) {
            examine(rules, split.rest());
        } else if (value instanceof String text && split.look() == Atom.Look.IS) {
            examineFor(rules, split, text);
            examine(rules, split.rest());
        } else if (value instanceof List<?> list && split.look() == Atom.Look.HOLDS) {
            for (int i = 0; i < list.size(); i++) {
                if (Raw.element(list.get(i)) instanceof String text) {
                    examineFor(rules, split, text);
                }
            }
            examine(rules, split.rest());
        } else {
            examineAll(rules, group);
        }
    }

    private void examineFor(TenantRules rules, RuleGroup.Split split, String text) {
        RuleGroup some = split.byText().get(text);
        if (some != null) {
            examine(rules, some);
        }
    }

    private void examineAll(TenantRules rules, RuleGroup group) {
        for (int rule : group.rules()) {
            if (ruleTurn[rule] != turn) {
                ruleTurn[rule] = turn;
                examine(rules, rule);
            }
        }
    }

    private void examine(TenantRules rules, int rule) {
        examined++;
        RuleCondition condition = rules.condition(rule);
        if (condition.isDear() && !strict) {
            examineDear(rule, condition);
        } else if (facts.holds(condition)) {
            matched.add(rule);
        } else if (strict && facts.truth(condition) == Truth.UNKNOWN) {
            if (rule >= rules.access()) {
                doubtfulRequire = Math.min(doubtfulRequire, rule);
            } else if (rules.rule(rule).effect() == Effect.DENY) {
                doubtfulDeny = Math.min(doubtfulDeny, rule);
            }
        }
    }

    /** Matches the rule, drops it, or leaves it pending where only dear comparisons can tell. */
    private void examineDear(int rule, RuleCondition condition) {
        int[][] conjuncts = condition.conjunctsOrNone();
        int left = 0;
        for (int c = 0; c < conjuncts.length; c++) {
            int outlook = facts.outlook(conjuncts[c]);
            if (outlook == Truth.TRUE) {
                matched.add(rule);
                return;
            }
            left |= outlook == Truth.UNKNOWN ? 1 << c : 0;
        }
        if (left != 0) {
            pending.add(rule, left);
        }
    }

    private void turnRules(int count) {
        if (ruleTurn.length < count) {
            ruleTurn = new int[count];
        }
        if (turn == Integer.MAX_VALUE) {
            Arrays.fill(ruleTurn, 0);
            turn = 0;
        }
        turn++;
    }
}
