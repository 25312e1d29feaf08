package dev.postern.egress.destination;

import org.jspecify.annotations.Nullable;

/**
 * One host, or with {@code *.} before it every name below a name. What is below a public suffix belongs to many owners:
 * such a pattern is none.
 *
 * @param name in its one form, without the wildcard
 * @param below whether the names below are meant, and not the name itself
 */
public record HostPattern(String name, boolean below) {

    private static final String BELOW = "*.";

    /** The pattern that {@code text} is, or {@code null} when it is none. */
    public static @Nullable HostPattern parse(String text) {
        boolean below = text.startsWith(BELOW);
        HostReading reading = HostReading.of(below ? text.substring(BELOW.length()) : text);
        if (!(reading instanceof HostReading.Clear clear)) {
            return null;
        }
        if (below
                && (clear.host() instanceof Host.Address
                        || PublicSuffixes.registered(clear.host().text()) == null)) {
            return null;
        }
        return new HostPattern(clear.host().text(), below);
    }

    /** Whether the pattern stands for a host as {@link Host#text()} writes it. */
    public boolean covers(String host) {
        return below
                ? host.length() > name.length() + 1
                        && host.endsWith(name)
                        && host.charAt(host.length() - name.length() - 1) == '.'
                : host.equals(name);
    }

    @Override
    public String toString() {
        return below ? BELOW + name : name;
    }
}
