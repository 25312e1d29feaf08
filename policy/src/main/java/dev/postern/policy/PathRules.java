package dev.postern.policy;

/**
 * What HTTP doors do with a path that could be read in more than one way. Everything else that is ambiguous (control
 * characters, backslashes, invalid or doubly encoded escapes, encoded NUL) is always refused.
 *
 * @param encodedSlash {@code %2f}
 * @param dotSegments {@code .} and {@code ..}, encoded or not
 * @param emptySegments {@code //}
 * @param parameters {@code ;name=value} inside a segment
 */
public record PathRules(
        EncodedSlash encodedSlash, DotSegments dotSegments, EmptySegments emptySegments, Parameters parameters) {

    public static final PathRules STRICT =
            new PathRules(EncodedSlash.DENY, DotSegments.DENY, EmptySegments.DENY, Parameters.DENY);

    public enum EncodedSlash {
        DENY,
        /** Leave it encoded: part of its segment. */
        KEEP,
        /** Treat it as a separator. */
        DECODE
    }

    public enum DotSegments {
        DENY,
        /** Remove them as RFC 3986 section 5.2.4 does. */
        RESOLVE
    }

    public enum EmptySegments {
        DENY,
        /** Collapse runs of slashes to one. */
        MERGE,
        KEEP
    }

    public enum Parameters {
        DENY,
        /** Drop them from the path that policy sees. */
        STRIP,
        KEEP
    }
}
