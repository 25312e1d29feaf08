package dev.postern.capability;

import dev.postern.crypto.ContentDigest;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import java.util.List;

/** A token that does not count for the check it came with, whatever it grants: nothing is permitted. */
public record TokenRefusal(Refusal refusal) implements Credential {

    /** None: what was not believed signed nothing. */
    @Override
    public List<ContentDigest> digests() {
        return List.of();
    }

    @Override
    public Reason refusal(Check check, Scratch scratch) {
        return refusal.reason();
    }

    @Override
    public Reason admit(Check check, LimitCounters counters) {
        return refusal.reason();
    }
}
