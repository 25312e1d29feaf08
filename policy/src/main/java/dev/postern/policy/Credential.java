package dev.postern.policy;

import dev.postern.crypto.ContentDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bearer of a check showed, found good before the check was asked. It can only take away from what policy
 * permits. Thread-safe.
 */
public interface Credential {

    /** Nothing was shown, and nothing is taken away. */
    Credential NONE = new Fixed(null);

    /** What was shown was not good, for that reason, and takes everything away. */
    static Credential refused(Reason reason) {
        return new Fixed(reason);
    }

    /** Of its signed parts, the issuer's first; for the record of the decision. */
    List<ContentDigest> digests();

    /** Why it does not permit the check, or {@code null} when it does. Counts nothing. */
    @Nullable
    Reason refusal(Check check, Scratch scratch);

    /** Counts a permitted check against limits of its own; the reason if one is exhausted, else {@code null}. */
    @Nullable
    Reason admit(Check check, LimitCounters counters);

    /**
     * Permits everything or nothing, and was signed by nobody.
     *
     * @param reason why it permits nothing; {@code null} when it permits everything
     */
    record Fixed(@Nullable Reason reason) implements Credential {
        @Override
        public List<ContentDigest> digests() {
            return List.of();
        }

        @Override
        public @Nullable Reason refusal(Check check, Scratch scratch) {
            return reason;
        }

        @Override
        public @Nullable Reason admit(Check check, LimitCounters counters) {
            return reason;
        }
    }
}
