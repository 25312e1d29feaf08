package dev.postern.capability;

import java.time.Duration;
import java.util.Set;

/**
 * On what terms tokens are accepted here.
 *
 * @param audience the names this place goes by; a token must be meant for one of them
 * @param skew by how much an issuer's clock may differ from ours
 * @param maxAge since a link was issued, however long it says it lives
 */
public record Terms(Set<String> audience, Duration skew, Duration maxAge) {

    public Terms {
        audience = Set.copyOf(audience);
    }
}
