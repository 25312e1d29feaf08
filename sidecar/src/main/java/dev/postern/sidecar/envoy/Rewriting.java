package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.PathRules.DotSegments;
import dev.postern.policy.PathRules.EmptySegments;
import dev.postern.policy.PathRules.EncodedSlash;
import dev.postern.policy.PathRules.Parameters;
import org.jspecify.annotations.Nullable;

/** Rewrites one path that is not plain. Not thread-safe; used once. */
final class Rewriting {

    /*
     * One pass over the path; segments are judged as they end, on what was written of them, so that neither an escape nor
     * a parameter can hide what a segment is.
     *
     * Refused whatever the rules say:
     *   - control characters, spaces, '#', backslashes, bytes beyond ASCII; controls and backslashes also escaped;
     *   - escapes that are cut off, not hexadecimal, or not UTF-8 (over-long forms and surrogates included);
     *   - what would be an escape after one more decoding ("%2541", and "%25%34%31" which amounts to it);
     *   - a dot segment that carries a parameter ("..;x") or hides between kept escaped slashes ("..%2Fx");
     *   - an escaped slash inside a parameter, unless escaped slashes are separators;
     *   - ".." in a path with empty segments: merging first and resolving first lead to different resources.
     */

    private final String path;
    private final PathRules rules;
    private final StringBuilder out;

    /** Where in {@link #out} the current segment starts, just behind its slash. */
    private int segmentStart;

    /** Where in {@link #out} the parameters of the current segment start, or -1. */
    private int parametersStart = -1;

    private boolean climbed;
    private boolean sawEmpty;

    Rewriting(String path, PathRules rules) {
        this.path = path;
        this.rules = rules;
        this.out = new StringBuilder(path.length() + 8);
    }

    @Nullable
    String run() {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        out.append('/');
        segmentStart = 1;
        int at = 1;
        while (at < path.length()) {
            at = step(at);
            if (at < 0) {
                return null;
            }
        }
        return endSegment(true) && !(climbed && sawEmpty) && !escapesTwice() ? out.toString() : null;
    }

    /** Takes what stands at {@code at}; where the next step starts, or -1 when the path is ambiguous. */
    private int step(int at) {
        char c = path.charAt(at);
        if (c == '/') {
            return endSegment(false) ? at + 1 : -1;
        }
        if (c == '%') {
            return escape(at);
        }
        if (c == ';') {
            return parameters(at);
        }
        if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#') {
            return -1;
        }
        put(c);
        return at + 1;
    }

    private int parameters(int at) {
        if (rules.parameters() == Parameters.DENY) {
            return -1;
        }
        if (parametersStart < 0) {
            parametersStart = out.length();
        }
        out.append(';');
        return at + 1;
    }

    private int escape(int at) {
        int value = byteAt(at);
        if (value < ' ' || value == 0x7f || value == '\\') {
            return -1;
        }
        if (value == '/') {
            return escapedSlash(at);
        }
        if (value < 0x80) {
            put((char) value);
            return at + 3;
        }
        int length = utf8Length(at, value);
        for (int i = 0; i < length; i++) {
            appendEscape(byteAt(at + 3 * i));
        }
        return length == 0 ? -1 : at + 3 * length;
    }

    private int escapedSlash(int at) {
        if (rules.encodedSlash() == EncodedSlash.DECODE) {
            return endSegment(false) ? at + 3 : -1;
        }
        if (rules.encodedSlash() == EncodedSlash.DENY || parametersStart >= 0) {
            return -1;
        }
        appendEscape('/');
        return at + 3;
    }

    /** Ends the current segment; the last one is not followed by a slash. */
    private boolean endSegment(boolean last) {
        int nameEnd = parametersStart < 0 ? out.length() : parametersStart;
        boolean parametrised = parametersStart >= 0;
        if (parametrised && rules.parameters() == Parameters.STRIP) {
            out.setLength(nameEnd);
        }
        parametersStart = -1;
        int dots = dots(segmentStart, nameEnd);
        if (dots == 0 && hidesDots(nameEnd)) {
            return false;
        }
        if (dots > 0) {
            return !parametrised && rules.dotSegments() == DotSegments.RESOLVE && resolve(dots);
        }
        if (out.length() == segmentStart && !last) {
            return emptySegment();
        }
        if (!last) {
            out.append('/');
            segmentStart = out.length();
        }
        return true;
    }

    private boolean resolve(int dots) {
        out.setLength(segmentStart);
        if (dots == 2) {
            climbed = true;
            int parentEnd = segmentStart - 1;
            segmentStart = parentEnd == 0 ? 1 : out.lastIndexOf("/", parentEnd - 1) + 1;
            out.setLength(segmentStart);
        }
        return true;
    }

    private boolean emptySegment() {
        sawEmpty = true;
        if (rules.emptySegments() == EmptySegments.KEEP) {
            out.append('/');
            segmentStart = out.length();
        }
        return rules.emptySegments() != EmptySegments.DENY;
    }

    /** Whether a kept escaped slash has a dot segment beside it. */
    private boolean hidesDots(int end) {
        int start = segmentStart;
        for (int slash = out.indexOf("%2F", start); slash >= 0 && slash < end; slash = out.indexOf("%2F", start)) {
            if (dots(start, slash) > 0) {
                return true;
            }
            start = slash + 3;
        }
        return start > segmentStart && dots(start, end) > 0;
    }

    /** 1 for {@code .}, 2 for {@code ..}, 0 for anything else between the two places of {@link #out}. */
    private int dots(int start, int end) {
        int length = end - start;
        boolean dotted = (length == 1 || length == 2) && out.charAt(start) == '.' && out.charAt(end - 1) == '.';
        return dotted ? length : 0;
    }

    private boolean escapesTwice() {
        for (int at = out.indexOf("%25"); at >= 0; at = out.indexOf("%25", at + 3)) {
            if (at + 4 < out.length() && Hex.octet(out.charAt(at + 3), out.charAt(at + 4)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void put(char c) {
        if (PathCanonicaliser.plain(c)) {
            out.append(c);
        } else {
            appendEscape(c);
        }
    }

    private void appendEscape(int value) {
        out.append('%').append(digit(value >> 4)).append(digit(value & 0xf));
    }

    /** Bytes of the UTF-8 sequence that starts with {@code lead} at {@code at}, 0 when there is none. */
    private int utf8Length(int at, int lead) {
        int length =
                lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        for (int i = 1; i < length; i++) {
            int next = byteAt(at + 3 * i);
            if (next < 0x80 || next > 0xbf || (i == 1 && !secondByte(lead, next))) {
                return 0;
            }
        }
        return length;
    }

    /** Table 3-7 of the Unicode standard: no over-long forms, no surrogates, nothing beyond U+10FFFF. */
    private static boolean secondByte(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }

    /** The byte that the escape at {@code at} stands for, or -1 when there is no escape. */
    private int byteAt(int at) {
        if (at + 2 >= path.length() || path.charAt(at) != '%') {
            return -1;
        }
        return Hex.octet(path.charAt(at + 1), path.charAt(at + 2));
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
