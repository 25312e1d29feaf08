package dev.postern.capability;

import dev.postern.crypto.ContentDigest;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token, found good for the check it came with, that narrows what policy permits.
 *
 * @param token whose links must all permit
 */
public record TokenCredential(VerifiedToken token) implements Credential {

    /**
     * The check as the token's bearer asks it: with the token's facts, in the name of its subject. The caller has seen to
     * it that a principal the check already names is that subject.
     */
    public Check on(Check check) {
        Principal principal =
                check.principal().id().isEmpty() ? Principal.of(token.first().subject()) : check.principal();
        return new Check(
                check.tenant(),
                principal,
                check.action(),
                check.resource(),
                check.context(),
                new TokenFacts(check.facts(), token.facts()),
                check.nowMillis(),
                this);
    }

    @Override
    public List<ContentDigest> digests() {
        return token.digests();
    }

    @Override
    public @Nullable Reason refusal(Check check, Scratch scratch) {
        Refusal refusal = token.grants(check, scratch);
        return refusal == null ? null : refusal.reason();
    }

    @Override
    public @Nullable Reason admit(Check check, LimitCounters counters) {
        Refusal refusal = token.admit(check, counters);
        return refusal == null ? null : refusal.reason();
    }
}
