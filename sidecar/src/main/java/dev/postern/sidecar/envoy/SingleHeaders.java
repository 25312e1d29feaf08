package dev.postern.sidecar.envoy;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The headers of which a request may have one only: of two values the upstream might read another than policy did.
 * Immutable.
 */
final class SingleHeaders {

    private static final String HOST = "host";
    private static final String AUTHORIZATION = "authorization";
    private static final int MAX = 64;

    private final String[] names;

    /** Bit n is set when a name is n characters long, so that most headers are passed over without a comparison. */
    private final long lengths;

    /** At most 63 names besides {@code host}, each shorter than 64 characters. */
    SingleHeaders(Collection<String> names) {
        this.names = Stream.concat(Stream.of(HOST), names.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toArray(String[]::new);
        long bits = 0;
        for (String name : this.names) {
            if (name.length() >= MAX || this.names.length > MAX) {
                throw new IllegalArgumentException(
                        "single header '" + name + "', expected at most 63 names of at most 63 characters");
            }
            bits |= 1L << name.length();
        }
        this.lengths = bits;
    }

    /** Whether any of them has a name of this length. */
    boolean mayHold(int nameLength) {
        return nameLength < MAX && ((lengths >>> nameLength) & 1) != 0;
    }

    /** What has been seen of a request sent to {@code authority}. */
    Seen seen(String authority) {
        return new Seen(authority);
    }

    /** The single headers that one request has shown so far. Not thread-safe. */
    final class Seen {

        private final String authority;
        private long bits;

        private Seen(String authority) {
            this.authority = authority;
        }

        /** Takes a header; false when it is a single one and came twice, or differs from the authority. */
        boolean add(String name, String value) {
            int index = indexOf(name);
            if (index < 0) {
                return true;
            }
            boolean first = ((bits >>> index) & 1) == 0;
            bits |= 1L << index;
            boolean agrees = !names[index].equals(HOST) || authority.isEmpty() || authority.equalsIgnoreCase(value);
            return first && agrees && !isSeveral(names[index], value);
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a value is several, joined with commas by the proxy. */
    private static boolean isSeveral(String name, String value) {
        int comma = commaOutsideQuotes(value, 0);
        if (comma < 0 || !name.equals(AUTHORIZATION) || carriesToken(value)) {
            return comma >= 0;
        }
        for (int at = comma; at >= 0; at = commaOutsideQuotes(value, at + 1)) {
            if (!isParameter(value, at + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Bearer and Basic credentials hold no comma; those of other schemes are lists of parameters. */
    private static boolean carriesToken(String value) {
        return value.regionMatches(true, 0, "bearer ", 0, 7) || value.regionMatches(true, 0, "basic ", 0, 6);
    }

    /** Whether {@code name=} starts at {@code from}, rather than another scheme with its credentials. */
    private static boolean isParameter(String value, int from) {
        int at = skipSpaces(value, from);
        while (at < value.length() && value.charAt(at) != '=' && value.charAt(at) != ' ' && value.charAt(at) != ',') {
            at++;
        }
        at = skipSpaces(value, at);
        return at < value.length() && value.charAt(at) == '=';
    }

    private static int skipSpaces(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int commaOutsideQuotes(String value, int from) {
        if (value.indexOf(',', from) < 0) {
            return -1;
        }
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        // What is quoted without end hides nothing.
        return quoted ? value.indexOf(',', from) : -1;
    }
}
