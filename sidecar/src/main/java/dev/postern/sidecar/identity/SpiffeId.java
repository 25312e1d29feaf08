package dev.postern.sidecar.identity;

import org.jspecify.annotations.Nullable;

/**
 * The name of a workload, as the SPIFFE ID standard has it: {@code spiffe://trust-domain/path}. Immutable.
 *
 * @param trustDomain lower-case letters, digits, dots, dashes and underscores
 * @param path empty, or segments that each follow a slash
 */
record SpiffeId(String trustDomain, String path) {

    static final String SCHEME = "spiffe://";

    private static final int MAX_CHARS = 2048;
    private static final int MAX_TRUST_DOMAIN = 255;

    /** The id that {@code uri} is, or {@code null} when it is none in every detail. */
    static @Nullable SpiffeId parse(String uri) {
        if (!uri.startsWith(SCHEME) || uri.length() > MAX_CHARS) {
            return null;
        }
        int slash = uri.indexOf('/', SCHEME.length());
        String trustDomain = uri.substring(SCHEME.length(), slash < 0 ? uri.length() : slash);
        String path = slash < 0 ? "" : uri.substring(slash);
        return isTrustDomain(trustDomain) && isPath(path) ? new SpiffeId(trustDomain, path) : null;
    }

    static boolean isTrustDomain(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TRUST_DOMAIN
                && text.chars().allMatch(c -> isPlain(c) && !isUpper(c));
    }

    private static boolean isPath(String path) {
        if (path.isEmpty()) {
            return true;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || !segment.chars().allMatch(SpiffeId::isPlain)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || isUpper(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    }

    private static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    /** The id as a URI. */
    @Override
    public String toString() {
        return SCHEME + trustDomain + path;
    }
}
