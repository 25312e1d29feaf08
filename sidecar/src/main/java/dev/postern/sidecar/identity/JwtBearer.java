package dev.postern.sidecar.identity;

import org.jspecify.annotations.Nullable;

/** Finds the JSON Web Token that came with a check. Immutable. */
final class JwtBearer {

    private static final String SCHEME = "bearer ";

    private final HeaderName header;
    private final boolean read;

    /**
     * Looks in a header.
     *
     * @param read whether tokens are read at all; those that nobody asked for are somebody else's
     */
    JwtBearer(HeaderName header, boolean read) {
        this.header = header;
        this.read = read;
    }

    /**
     * The text of the token, or {@code null} when none came. Bearer credentials of another form are not for us to read,
     * but several of them are: no one could say which counts.
     */
    @Nullable
    String of(Shown shown) {
        String value = read ? shown.header(header) : null;
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String text = value.substring(SCHEME.length()).strip();
        return JwtVerifier.looksLikeOne(text) ? text : null;
    }
}
