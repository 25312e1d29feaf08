package dev.postern.sidecar.egress;

import dev.postern.egress.ContentRules;
import dev.postern.egress.ContentVerdict;
import dev.postern.egress.EgressFacts;
import dev.postern.egress.Inspection;
import dev.postern.egress.Verdict;
import dev.postern.egress.label.LabelFlow;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Opens cases: labels, findings and the destination itself each may refuse, and what they refuse becomes the doubt of a
 * check of {@code egress.connect}. Thread-safe.
 */
final class Cases {

    /** The action that policy is asked for every destination. */
    static final String CONNECT = "egress.connect";

    private final Inspector inspector;
    private final EgressConfig.LabelRules labels;
    private final ContentRules rules;

    Cases(Inspector inspector, EgressConfig config) {
        this.inspector = inspector;
        this.labels = config.labels();
        this.rules = config.content();
    }

    /**
     * Opens a case.
     *
     * @param carried labels of the content and its session, {@code null} when the session cannot be remembered
     * @param redactable whether the content can be redacted where it is now
     */
    Case open(
            Program program,
            EgressQuestion question,
            Target.Read target,
            Inspection inspection,
            @Nullable Labels carried,
            boolean redactable) {
        Labels accepted = labels.accepted().of(target.url().host().text());
        EgressFacts facts = new EgressFacts(
                question.direction(),
                target.url(),
                target.addresses(),
                inspection.withUrl(inspector.inspect(target.url())),
                carried == null ? question.labels() : carried,
                accepted,
                question.session(),
                null,
                null);
        Check check = check(question, facts);
        LabelFlow flow = LabelFlow.of(facts.carried(), accepted, labels.declassifications(), check);
        ContentVerdict content = content(program, check, facts.inspection(), redactable);
        Reason doubt = doubt(target, carried, flow, content);
        EgressFacts decided = facts.decided(doubt == null ? content.verdict() : Verdict.BLOCK, doubt);
        return new Case(check(question, decided), decided, flow, content);
    }

    private ContentVerdict content(Program program, Check check, Inspection inspection, boolean redactable) {
        ContentVerdict content = ContentVerdict.of(program, check, inspection, rules, new Scratch());
        return content.verdict() == Verdict.REDACT && !redactable
                ? new ContentVerdict(Verdict.BLOCK, Reason.EGRESS_UNREDACTABLE, content.rule())
                : content;
    }

    private static @Nullable Reason doubt(
            Target.Read target, @Nullable Labels carried, LabelFlow flow, ContentVerdict content) {
        if (target instanceof Target.Forbidden forbidden) {
            return forbidden.reason();
        }
        if (carried == null) {
            return Reason.EGRESS_SESSION;
        }
        if (!flow.permitted()) {
            return Reason.EGRESS_LABELS;
        }
        return content.verdict() == Verdict.BLOCK ? content.reason() : null;
    }

    private static Check check(EgressQuestion question, EgressFacts facts) {
        return new Check(
                question.tenant(),
                question.principal(),
                CONNECT,
                facts.url().resource(),
                question.context(),
                question.facts() == Attributes.NONE ? facts : new KnownFacts(question.facts(), facts),
                question.nowMillis(),
                question.credential());
    }
}
