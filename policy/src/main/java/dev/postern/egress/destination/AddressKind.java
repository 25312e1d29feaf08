package dev.postern.egress.destination;

import java.util.Locale;

/** What an address is for. Only {@link #PUBLIC} ones are destinations unless the rules say otherwise. */
public enum AddressKind {
    PUBLIC,
    /** {@code 0.0.0.0/8} and {@code ::}, which reach this host on many systems. */
    UNSPECIFIED,
    LOOPBACK,
    /** RFC 1918, and unique local IPv6. */
    PRIVATE,
    /** {@code 100.64.0.0/10}, behind a carrier's or a cloud's translator. */
    SHARED,
    LINK_LOCAL,
    /** Where clouds hand out credentials. */
    METADATA,
    MULTICAST,
    BROADCAST,
    /** Documentation, benchmarking, discard, protocol assignments and what nobody has been given. */
    RESERVED;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its stable name, {@code link_local}. */
    public String id() {
        return id;
    }
}
