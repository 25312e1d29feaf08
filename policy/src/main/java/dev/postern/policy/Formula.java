package dev.postern.policy;

import dev.postern.ccl.Condition;
import java.util.ArrayList;
import java.util.List;

/** A condition over numbered atoms, with every {@code not} pushed down to the atoms. */
sealed interface Formula {

    record Literal(int atom, boolean negated) implements Formula {}

    record All(List<Formula> parts) implements Formula {}

    record Any(List<Formula> parts) implements Formula {}

    /** The formula of a condition, or of its negation. */
    static Formula of(Condition condition, boolean negated, AtomTable atoms) {
        if (condition instanceof Condition.Comparison comparison) {
            return new Literal(atoms.number(comparison), negated);
        }
        if (condition instanceof Condition.Not not) {
            return of(not.part(), !negated, atoms);
        }
        boolean and = condition instanceof Condition.And;
        List<Condition> conditions =
                condition instanceof Condition.And all ? all.parts() : ((Condition.Or) condition).parts();
        List<Formula> parts = new ArrayList<>();
        for (Condition part : conditions) {
            parts.add(of(part, negated, atoms));
        }
        return and == negated ? new Any(parts) : new All(parts);
    }
}
