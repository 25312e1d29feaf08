package dev.postern.ccl;

import java.util.List;

/** Brings comparisons that always agree to one form. */
final class Normal {

    private static final Span NOWHERE = new Span(1, 1);

    private Normal() {}

    /** Without its place; lists sorted and without repetition, whole decimals as integers. */
    static Condition.Comparison form(Condition.Comparison comparison) {
        return new Condition.Comparison(
                comparison.field(), comparison.operator(), operand(comparison.operand()), NOWHERE);
    }

    private static Operand operand(Operand operand) {
        if (operand instanceof Operand.Items items) {
            List<String> sorted = items.values().stream().distinct().sorted().toList();
            return new Operand.Items(sorted);
        }
        if (operand instanceof Operand.Real real
                && real.value() == Math.rint(real.value())
                && Math.abs(real.value()) < 1L << 53) {
            return new Operand.Int((long) real.value());
        }
        return operand;
    }
}
