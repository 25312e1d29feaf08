package dev.postern.sidecar.egress;

import dev.postern.egress.ContentVerdict;
import dev.postern.egress.Verdict;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a content at one destination: what policy says of the connection and what is thought of the content,
 * taken together.
 *
 * @param verdict what is to be done
 * @param meant what would be done, were shadow mode not in the way
 * @param reason stable code
 * @param rule that decided, {@code null} where none did
 */
record Ruling(
        Verdict verdict,
        Verdict meant,
        String reason,
        @Nullable RuleRef rule) {

    static Ruling of(Template connect, ContentVerdict content) {
        boolean denied = connect.outcome() == Outcome.DENY;
        Verdict meant = denied ? Verdict.BLOCK : content.verdict();
        boolean redacted = meant == Verdict.REDACT;
        boolean byContent = redacted || (denied && connect.reason() == content.reason());
        return new Ruling(
                connect.mode() == Mode.SHADOW ? Verdict.ALLOW : meant,
                meant,
                redacted ? Reason.EGRESS_REDACTED.code() : connect.reason().code(),
                byContent ? content.rule() : connect.rule());
    }
}
