package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * A rule's condition made ready: conjuncts of literals as {@link Conjuncts} writes them, or the formula itself where it
 * would expand to too many. Immutable and thread-safe.
 */
final class RuleCondition {

    private static final int[][] NONE = {};

    static final RuleCondition ALWAYS = new RuleCondition(new int[][] {{}}, null, false);

    private final int @Nullable [][] conjuncts;
    private final @Nullable Formula residual;
    private final boolean dear;

    private RuleCondition(int @Nullable [][] conjuncts, @Nullable Formula residual, boolean dear) {
        this.conjuncts = conjuncts;
        this.residual = residual;
        this.dear = dear;
    }

    static RuleCondition of(Formula formula, AtomTable atoms) {
        int[][] conjuncts = Conjuncts.of(formula);
        return conjuncts == null
                ? new RuleCondition(null, formula, false)
                : new RuleCondition(conjuncts, null, isDear(conjuncts, atoms));
    }

    /** Whether a conjunct has a dear comparison, so that it is put off. */
    boolean isDear() {
        return dear;
    }

    /** The conjuncts; none where {@link #residual} is to be used. */
    int[][] conjunctsOrNone() {
        return conjuncts == null ? NONE : conjuncts;
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

    private static boolean isDear(int[][] conjuncts, AtomTable atoms) {
        for (int[] conjunct : conjuncts) {
            for (int literal : conjunct) {
                if (atoms.get(literal >>> 1).isDear()) {
                    return true;
                }
            }
        }
        return false;
    }
}
