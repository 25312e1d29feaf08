package dev.postern.sidecar.identity;

import java.util.List;
import java.util.Set;

/**
 * Which names of a certificate say who its owner is.
 *
 * @param trustDomains whose SPIFFE ids count; empty for none
 * @param names tried in order; the first kind of which there is one names the principal
 * @param forwarders peers whose {@code x-forwarded-client-cert} is believed, by the names of their principals
 */
public record PeerConfig(Set<String> trustDomains, List<Kind> names, Set<String> forwarders) {

    public static final PeerConfig DEFAULTS = new PeerConfig(Set.of(), List.of(Kind.SPIFFE, Kind.DNS), Set.of());

    public PeerConfig {
        trustDomains = Set.copyOf(trustDomains);
        names = List.copyOf(names);
        forwarders = Set.copyOf(forwarders);
        for (String trustDomain : trustDomains) {
            if (!SpiffeId.isTrustDomain(trustDomain)) {
                throw new IllegalArgumentException(
                        "'" + trustDomain + "' is no trust domain, expected a name such as example.org");
            }
        }
    }

    /** A kind of name. */
    public enum Kind {
        /** The one URI alternative name, of a workload of a trusted domain. */
        SPIFFE,
        /** The first DNS alternative name. */
        DNS,
        /** The subject's common name. */
        CN
    }
}
