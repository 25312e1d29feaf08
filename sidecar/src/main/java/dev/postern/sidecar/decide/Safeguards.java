package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;

/**
 * What must hold beside policy: that the facts it read can be relied on, that the bearer's token permits the check, that
 * the covenants are in force, and that no limit is exhausted. None of it is kept with the template of policy. Thread-safe.
 */
final class Safeguards {

    private final LimitCounters limits;
    private final Refusals refusals;

    Safeguards(LimitCounters limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    /**
     * The template of policy, or the denial of whatever does not permit the check beside it. Counts nothing.
     *
     * @param shown working memory for the rule sets of what bearers show
     */
    Template narrow(Program program, Check check, Template policy, Scratch shown) {
        Template narrowed = relyOn(check, policy);
        Reason refused = check.credential().refusal(check, shown);
        if (refused != null) {
            narrowed = relyOn(check, refusals.of(refused, narrowed.mode()));
        }
        return program.holdsAt(check.nowMillis()) ? narrowed : refusals.of(Reason.COVENANT_INVALID, Mode.ENFORCE);
    }

    /** Counts a check that is permitted; the template, or the denial of a limit that is exhausted. */
    Template count(Program program, Check check, Template template) {
        return template.outcome() == Outcome.ALLOW && template.mode() == Mode.ENFORCE
                ? relyOn(check, admit(program, check, template))
                : template;
    }

    private Template admit(Program program, Check check, Template template) {
        Template exhausted = program.admit(check, limits);
        if (exhausted != null) {
            return exhausted;
        }
        Reason spent = check.credential().admit(check, limits);
        return spent == null ? template : refusals.of(spent, template.mode());
    }

    /** The template, unless it rests on an attribute that could not be read safely. */
    private Template relyOn(Check check, Template template) {
        Reason doubt = check.facts().doubt();
        return doubt == null ? template : refusals.of(doubt, template.mode());
    }
}
