package dev.postern.ccl;

import org.jspecify.annotations.Nullable;

/** Takes the places out of a syntax tree, so that trees can be compared by meaning. */
final class Spans {

    private static final Span NOWHERE = new Span(1, 1);

    private Spans() {}

    static Document without(Document document) {
        return new Document(document.statements().stream().map(Spans::without).toList());
    }

    private static Statement without(Statement statement) {
        if (statement instanceof Statement.Access rule) {
            return new Statement.Access(
                    rule.effect(), rule.action(), rule.resource(), without(rule.condition()), rule.severity(), NOWHERE);
        }
        if (statement instanceof Statement.Require rule) {
            return new Statement.Require(
                    rule.action(), rule.resource(), without(rule.condition()), rule.severity(), NOWHERE);
        }
        Statement.Limit limit = (Statement.Limit) statement;
        return new Statement.Limit(limit.action(), limit.count(), limit.periodSeconds(), limit.severity(), NOWHERE);
    }

    private static @Nullable Condition without(@Nullable Condition condition) {
        if (condition instanceof Condition.And and) {
            return new Condition.And(and.parts().stream().map(Spans::present).toList());
        }
        if (condition instanceof Condition.Or or) {
            return new Condition.Or(or.parts().stream().map(Spans::present).toList());
        }
        if (condition instanceof Condition.Not not) {
            return new Condition.Not(present(not.part()));
        }
        return condition instanceof Condition.Comparison comparison
                ? new Condition.Comparison(comparison.field(), comparison.operator(), comparison.operand(), NOWHERE)
                : null;
    }

    private static Condition present(Condition condition) {
        Condition bare = without(condition);
        return bare == null ? condition : bare;
    }
}
