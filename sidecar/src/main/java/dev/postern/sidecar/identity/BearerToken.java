package dev.postern.sidecar.identity;

import dev.postern.capability.TokenText;
import org.jspecify.annotations.Nullable;

/** Finds the one token that came with a check. Immutable. */
final class BearerToken {

    /** What is found where two tokens came that differ. */
    static final String AMBIGUOUS = "ambiguous";

    private static final String SCHEME = "bearer ";

    private final HeaderName own;

    /** Looks for tokens in {@code authorization}, in that header, and in the check. */
    BearerToken(HeaderName own) {
        this.own = own;
    }

    /** The text of the token; {@code null} when none came, {@link #AMBIGUOUS} when several did. */
    @Nullable
    String of(Shown shown) {
        String found = ofAuthorization(shown.header(HeaderName.AUTHORIZATION));
        found = one(found, shown.header(own));
        String told = shown.token();
        return told.isEmpty() ? found : one(found, told);
    }

    /** A bearer's credentials that are no token of ours are somebody else's to read. */
    private static @Nullable String ofAuthorization(@Nullable String value) {
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        int start = SCHEME.length();
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        return value.startsWith(TokenText.PREFIX, start) ? value.substring(start) : null;
    }

    private static @Nullable String one(@Nullable String first, @Nullable String second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.equals(second) ? first : AMBIGUOUS;
    }
}
