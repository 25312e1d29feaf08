package dev.postern.policy;

import dev.postern.ccl.Condition;
import dev.postern.ccl.Formatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the comparisons that keep a condition from holding. */
final class FailedParts {

    private final TenantRules rules;
    private final Facts facts;
    private final List<String> failed = new ArrayList<>();

    private FailedParts(TenantRules rules, Facts facts) {
        this.rules = rules;
        this.facts = facts;
    }

    /** The failed comparisons as written, a {@code not} before those that should not have held; none if all is well. */
    static List<String> of(@Nullable Condition condition, TenantRules rules, Facts facts) {
        FailedParts parts = new FailedParts(rules, facts);
        if (condition != null) {
            parts.collect(condition, true);
        }
        return parts.failed;
    }

    private void collect(Condition condition, boolean wanted) {
        if (holds(condition) == wanted) {
            return;
        }
        if (condition instanceof Condition.Comparison) {
            failed.add(Formatter.format(wanted ? condition : new Condition.Not(condition)));
        } else if (condition instanceof Condition.Not not) {
            collect(not.part(), !wanted);
        } else {
            parts(condition).forEach(part -> collect(part, wanted));
        }
    }

    private boolean holds(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return facts.truth(rules.atom(comparison)) == Truth.TRUE;
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part());
        }
        return condition instanceof Condition.And
                ? parts(condition).stream().allMatch(this::holds)
                : parts(condition).stream().anyMatch(this::holds);
    }

    private static List<Condition> parts(Condition compound) {
        return compound instanceof Condition.And and ? and.parts() : ((Condition.Or) compound).parts();
    }
}
