package dev.postern.capability;

import java.time.Duration;
import java.util.Set;

/**
 * On what terms tokens are accepted here.
 *
 * @param audience the names this place goes by; a token must be meant for one of them
 * @param skew by how much an issuer's clock may differ from ours, at most {@link #GREATEST_SKEW}
 * @param maxAge since a link was issued, however long it says it lives; at most {@link #GREATEST_AGE}
 */
public record Terms(Set<String> audience, Duration skew, Duration maxAge) {

    /** More is accepted nowhere, so that acts of revoking can be forgotten. */
    public static final Duration GREATEST_AGE = Duration.ofDays(365);

    /** Likewise. */
    public static final Duration GREATEST_SKEW = Duration.ofMinutes(5);

    public Terms {
        audience = Set.copyOf(audience);
        if (maxAge.compareTo(GREATEST_AGE) > 0 || skew.compareTo(GREATEST_SKEW) > 0) {
            throw new IllegalArgumentException("tokens " + maxAge + " old, by clocks " + skew + " apart");
        }
    }
}
