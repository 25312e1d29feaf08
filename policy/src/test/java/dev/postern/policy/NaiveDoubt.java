package dev.postern.policy;

import dev.postern.ccl.Condition;
import dev.postern.ccl.Document;
import dev.postern.ccl.Effect;
import dev.postern.ccl.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule that an absent attribute leaves in doubt, by Kleene's three values straight from the syntax tree:
 * a comparison with nothing on one side may be either.
 */
final class NaiveDoubt {

    private enum Certainty {
        NO,
        MAYBE,
        YES
    }

    private final NaiveEvaluator evaluator;

    private NaiveDoubt(Check check) {
        this.evaluator = new NaiveEvaluator(check);
    }

    /** The line of the rule in doubt, or 0. A denial that a rule decides is never in doubt. */
    static int line(Document document, Check check) {
        NaiveDoubt doubt = new NaiveDoubt(check);
        List<Statement.Access> ranked = new ArrayList<>();
        List<Statement.Require> obligations = new ArrayList<>();
        for (Statement statement : document.statements()) {
            if (statement instanceof Statement.Access rule
                    && rule.action().matches(check.action())
                    && rule.resource().matches(check.resource())) {
                ranked.add(rule);
            } else if (statement instanceof Statement.Require rule
                    && rule.action().matches(check.action())
                    && rule.resource().matches(check.resource())) {
                obligations.add(rule);
            }
        }
        // Stable: of two equals the one that comes first in the file comes first here.
        ranked.sort((a, b) -> NaiveEvaluator.outranks(a, b) ? -1 : NaiveEvaluator.outranks(b, a) ? 1 : 0);
        return doubt.line(ranked, obligations);
    }

    private int line(List<Statement.Access> ranked, List<Statement.Require> obligations) {
        int mayDeny = 0;
        for (Statement.Access rule : ranked) {
            boolean holds = holds(rule.condition());
            if (holds && rule.effect() == Effect.DENY) {
                return 0;
            }
            if (holds) {
                return mayDeny > 0
                        ? mayDeny
                        : inDoubt(rule.condition()) ? rule.span().line() : obligation(obligations);
            }
            if (mayDeny == 0 && rule.effect() == Effect.DENY && inDoubt(rule.condition())) {
                mayDeny = rule.span().line();
            }
        }
        return mayDeny;
    }

    private int obligation(List<Statement.Require> obligations) {
        for (Statement.Require rule : obligations) {
            if (!holds(rule.condition()) && inDoubt(rule.condition())) {
                return rule.span().line();
            }
        }
        return 0;
    }

    private boolean holds(@Nullable Condition condition) {
        return condition == null || evaluator.holds(condition);
    }

    private boolean inDoubt(@Nullable Condition condition) {
        return condition != null && certainty(condition) == Certainty.MAYBE;
    }

    private Certainty certainty(Condition condition) {
        if (condition instanceof Condition.And and) {
            return Collections.min(and.parts().stream().map(this::certainty).toList());
        }
        if (condition instanceof Condition.Or or) {
            return Collections.max(or.parts().stream().map(this::certainty).toList());
        }
        if (condition instanceof Condition.Not not) {
            return switch (certainty(not.part())) {
                case NO -> Certainty.YES;
                case MAYBE -> Certainty.MAYBE;
                case YES -> Certainty.NO;
            };
        }
        if (!evaluator.isAnswerable((Condition.Comparison) condition)) {
            return Certainty.MAYBE;
        }
        return evaluator.holds(condition) ? Certainty.YES : Certainty.NO;
    }
}
