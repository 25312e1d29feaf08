package dev.postern.policy;

import dev.postern.ccl.Effect;
import dev.postern.ccl.Severity;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Template} of a decision class from its name, as {@link Tenant#classify} writes it. */
final class DecisionClass {

    private static final int CLASS_BYTES = 8;

    private final TenantRules[] chain;

    DecisionClass(List<TenantRules> chain) {
        this.chain = chain.toArray(new TenantRules[0]);
    }

    Template template(IntList key) {
        Story story = new Story();
        int at = 3;
        for (TenantRules rules : chain) {
            int count = key.get(at++);
            story.turnTo(rules);
            for (int i = 0; i < count; i++) {
                story.matched(rules.rule(key.get(at++)));
            }
            story.end(key.get(at++));
        }
        TenantSettings settings = chain[0].settings();
        int evidence = key.get(1);
        int deny = key.get(2);
        return new Template(
                story.denied ? Outcome.DENY : Outcome.ALLOW,
                story.reason,
                story.rule == null ? null : story.rule.ref(),
                story.obligations,
                story.severity(),
                deny == Cell.Scopes.NONE
                        ? DenyResponse.FORBIDDEN
                        : settings.denyResponses().get(deny).value(),
                story.name(),
                settings.mode(),
                evidence == Cell.Scopes.NONE
                        ? EvidenceMode.ASYNC
                        : settings.evidence().get(evidence).value());
    }

    /** Reads the rule sets in turn; the first denial decides, else the first permit. */
    private static final class Story {
        private final Digest digest = new Digest();
        private final List<RuleRef> obligations = new ArrayList<>();
        private Reason reason = Reason.POLICY_DEFAULT;
        private boolean decided;
        private boolean denied;
        private @Nullable Rule rule;
        private @Nullable TenantRules rules;
        private @Nullable Rule decider;

        void turnTo(TenantRules next) {
            rules = next;
            decider = null;
            digest.add(next.tenant());
        }

        void matched(Rule match) {
            digest.add(match.ref().file())
                    .add(match.span().line())
                    .add(match.span().column());
            if (match.isRequire()) {
                obligations.add(match.ref());
            } else if (decider == null) {
                decider = match;
            }
        }

        void end(int doubt) {
            digest.add(doubt == Matching.NONE ? 0 : 1);
            if (denied) {
                return;
            }
            if (doubt != Matching.NONE && rules != null) {
                decide(Reason.POLICY_ABSENT, rules.rule(doubt));
            } else if (decider == null) {
                decide(Reason.POLICY_DEFAULT, null);
            } else if (decider.effect() == Effect.DENY) {
                decide(Reason.POLICY_DENY, decider);
            } else if (!decided) {
                decide(Reason.POLICY_PERMIT, decider);
            }
        }

        private void decide(Reason why, @Nullable Rule by) {
            reason = why;
            rule = by;
            decided = true;
            denied = why != Reason.POLICY_PERMIT;
        }

        @Nullable
        Severity severity() {
            return rule == null ? null : rule.severity();
        }

        String name() {
            return HexFormat.of().formatHex(digest.bytes(), 0, CLASS_BYTES);
        }
    }
}
