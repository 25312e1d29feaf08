package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.PathRules.DotSegments;
import dev.postern.policy.PathRules.EmptySegments;
import dev.postern.policy.PathRules.Parameters;

/**
 * The segments of a path as they are written. Each is judged as it ends, on what was written of it, so that neither an
 * escape nor a parameter can hide what a segment is. Not thread-safe; used once.
 */
final class PathSegments {

    private final PathRules rules;
    private final StringBuilder out;

    /** Where in {@link #out} the current segment starts, just behind its slash. */
    private int segmentStart;

    /** Where in {@link #out} the parameters of the current segment start, or -1. */
    private int parametersStart = -1;

    private boolean climbed;
    private boolean sawEmpty;

    PathSegments(PathRules rules, int capacity) {
        this.rules = rules;
        this.out = new StringBuilder(capacity).append('/');
        this.segmentStart = 1;
    }

    void write(char c) {
        if (PathCanonicaliser.plain(c)) {
            out.append(c);
        } else {
            writeEscape(c);
        }
    }

    void writeEscape(int octet) {
        PathEscapes.append(out, octet);
    }

    /** Begins a parameter of the current segment. */
    void parameter() {
        if (parametersStart < 0) {
            parametersStart = out.length();
        }
        out.append(';');
    }

    boolean inParameter() {
        return parametersStart >= 0;
    }

    /** Ends the current segment at a slash; whether it is unambiguous. */
    boolean next() {
        return end(false);
    }

    /** Ends the path; whether it is unambiguous. */
    boolean end() {
        return end(true) && !(climbed && sawEmpty) && !PathEscapes.escapeTwice(out);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private boolean end(boolean last) {
        int nameEnd = parametersStart < 0 ? out.length() : parametersStart;
        boolean parametrised = inParameter();
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
            return empty();
        }
        if (!last) {
            begin();
        }
        return true;
    }

    private void begin() {
        out.append('/');
        segmentStart = out.length();
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

    private boolean empty() {
        sawEmpty = true;
        if (rules.emptySegments() == EmptySegments.KEEP) {
            begin();
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
}
