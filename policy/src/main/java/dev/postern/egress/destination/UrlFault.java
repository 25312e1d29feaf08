package dev.postern.egress.destination;

import java.util.Locale;

/** Why a text is not taken for a destination. Each is something that two readers might read differently. */
public enum UrlFault {
    /** Longer than any destination may be. */
    LENGTH,
    /** Not {@code http://} or {@code https://} followed by a host. */
    SCHEME,
    /** White space, a control character or half a surrogate pair. */
    CHARACTER,
    /** A backslash, which some take for a slash. */
    BACKSLASH,
    /** A user name or password before the host. */
    USERINFO,
    /** No host. */
    HOST_EMPTY,
    /** A character that is in no host name, a percent sign included. */
    HOST_CHARACTER,
    /** An empty label, one of more than 63 characters, a dot at the end, or more than 253 characters in all. */
    HOST_LABEL,
    /** It ends in a number but is no IPv4 address. */
    HOST_NUMBER,
    /** Brackets around something that is no IPv6 address; a zone is none. */
    HOST_ADDRESS,
    /** Not a name by UTS 46. */
    HOST_IDN,
    /** Not a number from 1 to 65535. */
    PORT,
    /** An empty segment, a broken percent sequence, or an encoded slash, backslash or zero in the path. */
    PATH;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its stable name, {@code host_idn}. */
    public String id() {
        return id;
    }
}
