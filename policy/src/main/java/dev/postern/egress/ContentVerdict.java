package dev.postern.egress;

import dev.postern.policy.Check;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a content for what is in it. Of a content in which something was found, or that was not seen whole,
 * policy is asked {@code egress.send} (may it leave as it is?) and, where no rule speaks, {@code egress.redact} (may it
 * leave without its findings?); where again none speaks, the {@link ContentRules} decide.
 *
 * @param verdict the answer
 * @param reason why it is not {@link Verdict#ALLOW}
 * @param rule that decided, {@code null} where none did
 */
public record ContentVerdict(
        Verdict verdict, @Nullable Reason reason, @Nullable RuleRef rule) {

    public static final String SEND = "egress.send";
    public static final String REDACT = "egress.redact";

    private static final ContentVerdict CLEAN = new ContentVerdict(Verdict.ALLOW, null, null);

    /** Decides about a content; {@code check} is that of the connection, with what is known as its facts. */
    public static ContentVerdict of(
            Program program, Check check, Inspection inspection, ContentRules rules, Scratch scratch) {
        if (inspection.clean()) {
            return CLEAN;
        }
        Template send = program.decide(as(check, SEND), scratch);
        if (send.outcome() == Outcome.ALLOW) {
            return new ContentVerdict(Verdict.ALLOW, null, send.rule());
        }
        if (send.reason() != Reason.POLICY_DEFAULT) {
            return new ContentVerdict(Verdict.BLOCK, reason(inspection), send.rule());
        }
        Template redact = program.decide(as(check, REDACT), scratch);
        if (redact.outcome() == Outcome.ALLOW) {
            return redacted(inspection, redact.rule());
        }
        return redact.reason() == Reason.POLICY_DEFAULT
                ? byRules(inspection, rules)
                : new ContentVerdict(Verdict.BLOCK, reason(inspection), redact.rule());
    }

    private static ContentVerdict byRules(Inspection inspection, ContentRules rules) {
        Verdict verdict = Verdict.ALLOW;
        for (FindingType type : FindingType.values()) {
            if (inspection.count(type) > 0) {
                verdict = verdict.and(rules.on(type.kind()));
            }
        }
        Verdict whole = verdict;
        if (!inspection.complete()) {
            whole = whole.and(rules.incomplete());
        }
        if (inspection.copy() > 0) {
            whole = whole.and(rules.copies());
        }
        return switch (whole) {
            case ALLOW -> CLEAN;
            case REDACT -> redacted(inspection, null);
            case BLOCK ->
                new ContentVerdict(
                        Verdict.BLOCK, verdict == Verdict.BLOCK ? Reason.EGRESS_FINDINGS : reason(inspection), null);
        };
    }

    /** Only what was seen whole can be redacted, and a place to go to cannot. */
    private static ContentVerdict redacted(Inspection inspection, @Nullable RuleRef rule) {
        boolean can = inspection.complete() && inspection.url().findings().isEmpty();
        return can
                ? new ContentVerdict(Verdict.REDACT, Reason.EGRESS_REDACTED, rule)
                : new ContentVerdict(Verdict.BLOCK, Reason.EGRESS_UNREDACTABLE, rule);
    }

    private static Reason reason(Inspection inspection) {
        if (!inspection.complete()) {
            return Reason.EGRESS_INCOMPLETE;
        }
        return inspection.count() == 0 ? Reason.EGRESS_COPY : Reason.EGRESS_FINDINGS;
    }

    private static Check as(Check check, String action) {
        return new Check(
                check.tenant(),
                check.principal(),
                action,
                check.resource(),
                check.context(),
                check.facts(),
                check.nowMillis());
    }
}
