package dev.postern.policy;

import dev.postern.ccl.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all checks of one decision class are answered. It holds no text of any request, so it can be shared; equal
 * classes of one program get the same instance while the program's table has room.
 *
 * @param outcome what policy says, whatever the mode
 * @param reason why
 * @param rule the deciding rule, {@code null} when none matched
 * @param obligations matching {@code require} rules in rule order
 * @param severity of the deciding rule, {@code null} when there is none
 * @param denyResponse how an HTTP door refuses; meaningful on {@link Outcome#DENY}
 * @param decisionClass 16 hexadecimal digits naming the set of matching rules, equal wherever the bundle is equal; a
 *     rule that hangs on a dear comparison and ranks behind the deciding one is not in it
 * @param mode of the tenant
 * @param evidence when the answer may leave
 */
public record Template(
        Outcome outcome,
        Reason reason,
        @Nullable RuleRef rule,
        List<RuleRef> obligations,
        @Nullable Severity severity,
        DenyResponse denyResponse,
        String decisionClass,
        Mode mode,
        EvidenceMode evidence) {

    /** The class of answers given without asking any rule. */
    public static final String NO_CLASS = "0000000000000000";

    public Template {
        obligations = List.copyOf(obligations);
    }

    /** A denial that no rule made. */
    public static Template refusal(Reason reason) {
        return refusal(reason, DenyResponse.FORBIDDEN, Mode.ENFORCE);
    }

    /** A denial that no rule made, for a tenant whose settings are known. */
    public static Template refusal(Reason reason, DenyResponse denyResponse, Mode mode) {
        return new Template(
                Outcome.DENY, reason, null, List.of(), null, denyResponse, NO_CLASS, mode, EvidenceMode.ASYNC);
    }

    /** What the caller is told to do: the outcome, or allow in shadow mode. */
    public Outcome enforced() {
        return mode == Mode.SHADOW ? Outcome.ALLOW : outcome;
    }
}
