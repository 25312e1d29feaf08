package dev.postern.sidecar.telemetry;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.EvidenceMode;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import java.util.List;
import java.util.Map;

/** Answers and checks to observe. */
final class Answers {

    static final String DIGEST = "d".repeat(64);
    private static final RuleRef RULE = new RuleRef("a.ccl", 3, "permit read on *");

    private Answers() {}

    static Decision allow(long number) {
        return decision(Outcome.ALLOW, Reason.POLICY_PERMIT, Mode.ENFORCE, number);
    }

    static Decision deny(long number) {
        return decision(Outcome.DENY, Reason.POLICY_DENY, Mode.ENFORCE, number);
    }

    static Decision refusal(Reason reason) {
        return new Decision(Template.refusal(reason), CacheLabel.NONE, DIGEST, new DecisionId(1, 0, 0));
    }

    static Decision decision(Outcome outcome, Reason reason, Mode mode, long number) {
        Template template = new Template(
                outcome,
                reason,
                RULE,
                List.of(),
                null,
                DenyResponse.FORBIDDEN,
                "00000000000000aa",
                mode,
                EvidenceMode.ASYNC);
        return new Decision(template, CacheLabel.NONE, DIGEST, new DecisionId(1, 0, number));
    }

    static Check check(Map<String, Value> context) {
        return new Check(
                Check.DEFAULT_TENANT,
                new Principal("alice", List.of("clerk", "auditor"), Map.of()),
                "file.read",
                "/docs/42",
                context,
                Attributes.NONE,
                0);
    }
}
