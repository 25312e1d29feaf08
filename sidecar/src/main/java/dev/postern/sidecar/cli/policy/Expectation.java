package dev.postern.sidecar.cli.policy;

import dev.postern.ccl.Severity;
import dev.postern.policy.Outcome;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants of an answer; parts that are {@code null} may be anything.
 *
 * @param rule {@code file:line} of the deciding rule, or {@code none}
 * @param obligations {@code file:line} of each, in any order
 */
record Expectation(
        Outcome decision,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable List<String> obligations,
        @Nullable Severity severity) {

    static final String NO_RULE = "none";

    /** Every part of the answer that is not as wanted; none when the test passes. */
    List<String> mismatches(Template answer) {
        List<String> found = new ArrayList<>();
        compare(found, "decision", decision, answer.outcome());
        compare(found, "reason", reason, answer.reason().code());
        RuleRef decided = answer.rule();
        compare(found, "rule", rule, decided == null ? NO_RULE : decided.toString());
        List<String> obliged =
                answer.obligations().stream().map(RuleRef::toString).sorted().toList();
        compare(
                found,
                "obligations",
                obligations == null ? null : obligations.stream().sorted().toList(),
                obliged);
        compare(found, "severity", severity, answer.severity());
        return found;
    }

    private static void compare(List<String> found, String part, @Nullable Object wanted, @Nullable Object got) {
        if (wanted != null && !wanted.equals(got)) {
            found.add(part + " is " + (got == null ? NO_RULE : got) + ", expected " + wanted);
        }
    }
}
