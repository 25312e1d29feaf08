package dev.postern.capability;

import dev.postern.policy.Check;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.RuleSet;
import dev.postern.policy.Scratch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link's rights, compiled, and the names it can be revoked by.
 *
 * @param granted its capabilities on its scopes: all of them must permit
 * @param constraints {@code null} for none
 */
record LinkRules(List<RuleSet> granted, @Nullable RuleSet constraints, RevocationNames names) {

    static LinkRules of(Link link) {
        Rights rights = link.grant().rights();
        Constraints constraints = rights.constraints();
        return new LinkRules(
                rights.rules().stream()
                        .map(rules -> RuleSet.compile("capabilities", rules))
                        .toList(),
                constraints == null ? null : RuleSet.compile("token " + link.digest(), constraints.document()),
                RevocationNames.of(link));
    }

    boolean permit(Check check, Scratch scratch) {
        for (int i = 0; i < granted.size(); i++) {
            if (!permits(granted.get(i), check, scratch)) {
                return false;
            }
        }
        return constraints == null || permits(constraints, check, scratch);
    }

    private static boolean permits(RuleSet rules, Check check, Scratch scratch) {
        return rules.decide(check, scratch).outcome() == Outcome.ALLOW;
    }

    boolean admit(Check check, LimitCounters counters) {
        return constraints == null || constraints.admit(check, counters) == null;
    }
}
