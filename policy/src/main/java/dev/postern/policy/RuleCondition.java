package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * A rule's condition made ready: conjuncts of literals as {@link Conjuncts} writes them, or the formula itself where it
 * would expand to too many.
 *
 * @param conjuncts one empty conjunct when the rule has no condition; {@code null} when {@code residual} is used
 * @param residual {@code null} when {@code conjuncts} is used
 */
record RuleCondition(int @Nullable [][] conjuncts, @Nullable Formula residual) {

    static final RuleCondition ALWAYS = new RuleCondition(new int[][] {{}}, null);

    static RuleCondition of(Formula formula) {
        int[][] conjuncts = Conjuncts.of(formula);
        return conjuncts == null ? new RuleCondition(null, formula) : new RuleCondition(conjuncts, null);
    }
}
