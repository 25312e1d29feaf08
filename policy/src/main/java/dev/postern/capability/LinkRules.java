package dev.postern.capability;

import dev.postern.policy.Check;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.RuleSet;
import dev.postern.policy.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * One link's rights, compiled, and the names it can be revoked by.
 *
 * @param granted its capabilities on its scopes
 * @param constraints {@code null} for none
 */
record LinkRules(RuleSet granted, @Nullable RuleSet constraints, RevocationNames names) {

    static LinkRules of(Link link) {
        Rights rights = link.grant().rights();
        Constraints constraints = rights.constraints();
        return new LinkRules(
                RuleSet.compile("capabilities", rights.rules()),
                constraints == null ? null : RuleSet.compile("token " + link.digest(), constraints.document()),
                RevocationNames.of(link));
    }

    boolean permit(Check check, Scratch scratch) {
        return granted.decide(check, scratch).outcome() == Outcome.ALLOW
                && (constraints == null || constraints.decide(check, scratch).outcome() == Outcome.ALLOW);
    }

    boolean admit(Check check, LimitCounters counters) {
        return constraints == null || constraints.admit(check, counters) == null;
    }
}
