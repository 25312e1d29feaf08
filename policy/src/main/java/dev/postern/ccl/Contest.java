package dev.postern.ccl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A child's and a parent's rules that all match the same checks, and the question whether some values of the attributes
 * let the child's permit decide while the parent does not permit.
 *
 * <p>Comparisons are taken as independent: any of them may be true or false whatever the others are, except that equal
 * ones agree. Three-valued search, unknown comparisons being tried both ways, that stops as soon as the values tried so
 * far settle the question. Not thread-safe.
 */
final class Contest {

    /** Of a condition while some comparisons are not yet tried. */
    private enum Truth {
        FALSE,
        UNKNOWN,
        TRUE;

        Truth negated() {
            return this == UNKNOWN ? this : this == TRUE ? FALSE : TRUE;
        }

        static Truth lesser(Truth a, Truth b) {
            return a.compareTo(b) < 0 ? a : b;
        }

        static Truth greater(Truth a, Truth b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    /** What the parent does where the child permits: the deny that decides or null, and whether any permit matches. */
    record Escape(Statement.@Nullable Access deny, boolean permitted) {}

    private final Statement.Access permit;
    private final List<Statement.Access> child;
    private final List<Statement.Access> parent;
    private final Map<Condition.Comparison, Boolean> tried = new HashMap<>();
    private final Work work;
    private boolean exhausted;
    private Condition.@Nullable Comparison undecided;

    /**
     * @param permit one of {@code child}
     * @param work spent by one for each rule looked at
     */
    Contest(Statement.Access permit, List<Statement.Access> child, List<Statement.Access> parent, Work work) {
        this.permit = permit;
        this.child = child;
        this.parent = parent;
        this.work = work;
    }

    /** Whether the search ended before the question was settled. */
    boolean exhausted() {
        return exhausted;
    }

    /** How the parent fails to permit, or null when it always permits (or the search is {@link #exhausted()}). */
    @Nullable
    Escape search() {
        undecided = null;
        Truth broken = Truth.lesser(childDecides(), parentPermits().negated());
        if (broken == Truth.FALSE || exhausted) {
            return null;
        }
        Condition.Comparison branch = undecided;
        if (broken == Truth.TRUE || branch == null) {
            return escape();
        }
        for (boolean value : new boolean[] {true, false}) {
            tried.put(branch, value);
            Escape found = search();
            if (found != null) {
                return found;
            }
        }
        tried.remove(branch);
        return null;
    }

    private Truth childDecides() {
        Truth decides = truth(permit);
        int weight = specificity(permit);
        for (Statement.Access rule : child) {
            boolean beats = specificity(rule) > weight || (specificity(rule) == weight && rule.effect() == Effect.DENY);
            if (beats && decides != Truth.FALSE) {
                decides = Truth.lesser(decides, truth(rule).negated());
            }
        }
        return decides;
    }

    private Truth parentPermits() {
        Truth permits = Truth.FALSE;
        for (Statement.Access rule : parent) {
            if (rule.effect() == Effect.PERMIT && permits != Truth.TRUE) {
                permits = Truth.greater(permits, permitsUnbeaten(rule));
            }
        }
        return permits;
    }

    private Truth permitsUnbeaten(Statement.Access rule) {
        Truth stands = truth(rule);
        for (Statement.Access other : parent) {
            if (other.effect() == Effect.DENY && specificity(other) >= specificity(rule) && stands != Truth.FALSE) {
                stands = Truth.lesser(stands, truth(other).negated());
            }
        }
        return stands;
    }

    private Escape escape() {
        Statement.Access deny = null;
        boolean permitted = false;
        for (Statement.Access rule : parent) {
            if (truth(rule) != Truth.TRUE) {
                continue;
            }
            permitted |= rule.effect() == Effect.PERMIT;
            if (rule.effect() == Effect.DENY && (deny == null || specificity(rule) > specificity(deny))) {
                deny = rule;
            }
        }
        return new Escape(deny, permitted);
    }

    private static int specificity(Statement.Access rule) {
        return rule.action().specificity() + rule.resource().specificity();
    }

    private Truth truth(Statement.Access rule) {
        exhausted |= !work.spend(1);
        Condition condition = rule.condition();
        return condition == null ? Truth.TRUE : truth(condition);
    }

    private Truth truth(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return truth(not.part()).negated();
        }
        if (condition instanceof Condition.And and) {
            Truth all = Truth.TRUE;
            for (Condition part : and.parts()) {
                all = all == Truth.FALSE ? all : Truth.lesser(all, truth(part));
            }
            return all;
        }
        if (condition instanceof Condition.Or or) {
            Truth any = Truth.FALSE;
            for (Condition part : or.parts()) {
                any = any == Truth.TRUE ? any : Truth.greater(any, truth(part));
            }
            return any;
        }
        return truth((Condition.Comparison) condition);
    }

    private Truth truth(Condition.Comparison comparison) {
        Condition.Comparison key = Normal.form(comparison);
        Boolean value = tried.get(key);
        if (value == null) {
            undecided = undecided == null ? key : undecided;
            return Truth.UNKNOWN;
        }
        return value ? Truth.TRUE : Truth.FALSE;
    }
}
