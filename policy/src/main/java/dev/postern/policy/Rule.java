package dev.postern.policy;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.Condition;
import dev.postern.ccl.Effect;
import dev.postern.ccl.Formatter;
import dev.postern.ccl.ResourcePattern;
import dev.postern.ccl.Severity;
import dev.postern.ccl.Span;
import dev.postern.ccl.Statement;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An access or {@code require} rule where it stands in its bundle.
 *
 * @param ref how answers name it
 * @param span where its keyword stands in its file
 * @param effect {@code null} for a {@code require} rule
 */
record Rule(
        RuleRef ref,
        Span span,
        @Nullable Effect effect,
        ActionPattern action,
        ResourcePattern resource,
        @Nullable Condition condition,
        Severity severity) {

    /** The order of deciding: access rules first, the more specific before, denials before permits. Sorting is stable. */
    static final Comparator<Rule> DECIDING = Comparator.comparing(Rule::isRequire)
            .thenComparing(rule -> rule.isRequire() ? 0 : -rule.specificity())
            .thenComparing(rule -> rule.effect() == Effect.PERMIT);

    /** The rule of a statement; {@code null} for a limit. */
    static @Nullable Rule of(String file, Statement statement) {
        if (statement instanceof Statement.Access access) {
            return new Rule(
                    ref(file, access),
                    access.span(),
                    access.effect(),
                    access.action(),
                    access.resource(),
                    access.condition(),
                    access.severity());
        }
        if (statement instanceof Statement.Require require) {
            return new Rule(
                    ref(file, require),
                    require.span(),
                    null,
                    require.action(),
                    require.resource(),
                    require.condition(),
                    require.severity());
        }
        return null;
    }

    static RuleRef ref(String file, Statement statement) {
        return new RuleRef(
                file, statement.span().line(), Formatter.format(statement).strip());
    }

    boolean isRequire() {
        return effect == null;
    }

    int specificity() {
        return action.specificity() + resource.specificity();
    }
}
