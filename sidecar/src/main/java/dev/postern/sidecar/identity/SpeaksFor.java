package dev.postern.sidecar.identity;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ContentDigest;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.ActiveProgram;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks policy whether a caller, whose name was proved, may speak for the principal that it named: action
 * {@value #ACTION} on resource {@code /principals/} and the principal's id, asked by the caller, with the named principal
 * as {@code asserted} in the context. Takes away everything where policy does not say yes.
 *
 * @param caller whose name was proved
 * @param active a reload between this question and the check's own is harmless: each is answered by one program
 */
record SpeaksFor(Principal caller, ActiveProgram active) implements Credential {

    static final String ACTION = "identity.assert";
    static final String RESOURCE = "/principals/";

    /** Looked at so that the receipt tells who spoke. */
    private static final FieldPath SPEAKER = new FieldPath(List.of("source", "caller"));

    @Override
    public List<ContentDigest> digests() {
        return List.of();
    }

    @Override
    public @Nullable Reason refusal(Check check, Scratch scratch) {
        check.facts().find(SPEAKER);
        Program program = active.get();
        boolean allowed =
                program != null && program.decide(question(check), scratch).outcome() == Outcome.ALLOW;
        return allowed ? check.facts().doubt() : Reason.IDENTITY_ASSERTED;
    }

    @Override
    public @Nullable Reason admit(Check check, LimitCounters counters) {
        return null;
    }

    private Check question(Check check) {
        Principal named = check.principal();
        Value asserted = new Value.Fields(Map.of(
                "id",
                new Value.Text(named.id()),
                "roles",
                new Value.Items(
                        named.roles().stream().<Value>map(Value.Text::new).toList()),
                "attributes",
                new Value.Fields(named.attributes())));
        return new Check(
                check.tenant(),
                caller,
                ACTION,
                RESOURCE + named.id(),
                Map.of("asserted", asserted),
                check.facts(),
                check.nowMillis());
    }
}
