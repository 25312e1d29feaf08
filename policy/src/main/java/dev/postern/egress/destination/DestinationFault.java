package dev.postern.egress.destination;

import java.util.Locale;

/** Why a destination that could be read is none. */
public enum DestinationFault {
    /** {@code http}, where only {@code https} is allowed. */
    SCHEME,
    /** A port that is not allowed. */
    PORT,
    /** A name that looks like another. */
    DECEPTIVE,
    /** An address that is not allowed, or a name that leads to one. */
    ADDRESS,
    /** A name that could not be resolved, or not in time. */
    UNRESOLVED;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its stable name, {@code unresolved}. */
    public String id() {
        return id;
    }
}
