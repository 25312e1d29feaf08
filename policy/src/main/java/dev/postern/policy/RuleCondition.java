package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * A rule's condition made ready: conjuncts of literals as {@link Conjuncts} writes them, or the formula itself where it
 * would expand to too many. Immutable and thread-safe.
 */
final class RuleCondition {

    static final RuleCondition ALWAYS = new RuleCondition(new int[][] {{}}, null);

    private final int @Nullable [][] conjuncts;
    private final @Nullable Formula residual;

    private RuleCondition(int @Nullable [][] conjuncts, @Nullable Formula residual) {
        this.conjuncts = conjuncts;
        this.residual = residual;
    }

    static RuleCondition of(Formula formula) {
        int[][] conjuncts = Conjuncts.of(formula);
        return new RuleCondition(conjuncts, conjuncts == null ? formula : null);
    }

    /** {@code null} when {@link #residual} is to be used; one empty conjunct when the rule has no condition. */
    int @Nullable [][] conjuncts() {
        return conjuncts;
    }

    /** {@code null} when {@link #conjuncts} are to be used. */
    @Nullable
    Formula residual() {
        return residual;
    }
}
