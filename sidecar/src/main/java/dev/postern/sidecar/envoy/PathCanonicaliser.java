package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import org.jspecify.annotations.Nullable;

/**
 * Brings the path of a request into its one canonical form, or says that it can be read in more than one way.
 *
 * <p>A canonical path starts with a slash and holds only the characters that RFC 3986 lets a path segment hold, and
 * escapes in upper case of all others. Escapes of the former are decoded, so that two spellings never stand for one
 * resource. What servers are known to disagree on is a matter of {@link PathRules} or refused; see {@link Rewriting}.
 */
final class PathCanonicaliser {

    /* RFC 3986 pchar without '%' and ';': unreserved, sub-delims, ':' and '@'. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,=:@".toCharArray()) {
            PLAIN[c] = true;
        }
    }

    private PathCanonicaliser() {}

    /** The canonical form of {@code path}, which has no query, or {@code null} when it is ambiguous. */
    static @Nullable String canonical(String path, PathRules rules) {
        return isPlain(path) ? path : new Rewriting(path, rules).run();
    }

    static boolean plain(int c) {
        return c < PLAIN.length && PLAIN[c];
    }

    /** Whether {@code path} is canonical under any rules: nothing escaped, no empty or dot segment, no parameter. */
    private static boolean isPlain(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = path.charAt(i);
            boolean startsSegment = path.charAt(i - 1) == '/';
            if (startsSegment ? c == '/' || c == '.' || !plain(c) : c != '/' && !plain(c)) {
                return false;
            }
        }
        return true;
    }
}
