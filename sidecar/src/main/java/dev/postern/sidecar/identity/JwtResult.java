package dev.postern.sidecar.identity;

import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import org.jspecify.annotations.Nullable;

/** What verifying a JSON Web Token came to. */
sealed interface JwtResult {

    /** Why it does not count at {@code nowMillis}, or {@code null} when it does. */
    @Nullable
    Reason refusal(long nowMillis);

    /**
     * It is genuine.
     *
     * @param from milliseconds since the epoch from which it counts, leeway included
     * @param until milliseconds since the epoch at which it no longer counts, leeway included
     * @param keys the keys by which it was verified
     * @param source where these keys come from
     */
    record Verified(Principal principal, long from, long until, JwtKeys keys, JwksSource source) implements JwtResult {
        @Override
        public @Nullable Reason refusal(long nowMillis) {
            if (nowMillis >= until) {
                return Reason.JWT_EXPIRED;
            }
            return nowMillis < from ? Reason.JWT_NOT_YET : null;
        }

        /** Whether the keys that verified it are still those in force. */
        @SuppressWarnings("ReferenceEquality") // keys that were read again may be others
        boolean isCurrent() {
            return source.keys() == keys;
        }
    }

    /** It is not to be believed. */
    record Refused(Reason reason) implements JwtResult {
        @Override
        public Reason refusal(long nowMillis) {
            return reason;
        }
    }
}
