package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.PathRules.EncodedSlash;
import dev.postern.policy.PathRules.Parameters;
import org.jspecify.annotations.Nullable;

/** Rewrites one path that is not plain. Not thread-safe; used once. */
final class Rewriting {

    /*
     * One pass over the path. Refused whatever the rules say:
     *   - control characters, spaces, '#', backslashes, bytes beyond ASCII; controls and backslashes also escaped;
     *   - escapes that are cut off, not hexadecimal, or not UTF-8 (over-long forms and surrogates included);
     *   - what would be an escape after one more decoding ("%2541", and "%25%34%31" which amounts to it);
     *   - a dot segment that carries a parameter ("..;x") or hides between kept escaped slashes ("..%2Fx");
     *   - an escaped slash inside a parameter, unless escaped slashes are separators;
     *   - ".." in a path with empty segments: merging first and resolving first lead to different resources.
     */

    private final String path;
    private final PathRules rules;
    private final PathSegments segments;

    Rewriting(String path, PathRules rules) {
        this.path = path;
        this.rules = rules;
        this.segments = new PathSegments(rules, path.length() + 8);
    }

    @Nullable
    String run() {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        int at = 1;
        while (at < path.length()) {
            at = step(at);
            if (at < 0) {
                return null;
            }
        }
        return segments.end() ? segments.toString() : null;
    }

    /** Takes what stands at {@code at}; where the next step starts, or -1 when the path is ambiguous. */
    private int step(int at) {
        char c = path.charAt(at);
        if (c == '/') {
            return segments.next() ? at + 1 : -1;
        }
        if (c == '%') {
            return escape(at);
        }
        if (c == ';') {
            return parameter(at);
        }
        if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#') {
            return -1;
        }
        segments.write(c);
        return at + 1;
    }

    private int parameter(int at) {
        if (rules.parameters() == Parameters.DENY) {
            return -1;
        }
        segments.parameter();
        return at + 1;
    }

    private int escape(int at) {
        int value = PathEscapes.octet(path, at);
        if (value < ' ' || value == 0x7f || value == '\\') {
            return -1;
        }
        if (value == '/') {
            return escapedSlash(at);
        }
        if (value < 0x80) {
            segments.write((char) value);
            return at + 3;
        }
        int length = PathEscapes.utf8Length(path, at, value);
        for (int i = 0; i < length; i++) {
            segments.writeEscape(PathEscapes.octet(path, at + 3 * i));
        }
        return length == 0 ? -1 : at + 3 * length;
    }

    private int escapedSlash(int at) {
        if (rules.encodedSlash() == EncodedSlash.DECODE) {
            return segments.next() ? at + 3 : -1;
        }
        if (rules.encodedSlash() == EncodedSlash.DENY || segments.inParameter()) {
            return -1;
        }
        segments.writeEscape('/');
        return at + 3;
    }
}
