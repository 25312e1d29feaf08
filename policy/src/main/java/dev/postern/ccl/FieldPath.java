package dev.postern.ccl;

import java.util.List;

/**
 * A dotted path to an attribute, such as {@code principal.roles}. Two paths are equal when their segments are.
 *
 * @param segments at least one, none empty
 */
public record FieldPath(List<String> segments) {

    public FieldPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a field path has no segments, expected at least one");
        }
    }

    /** Splits {@code text} at its dots; the text is trusted to come from the parser or from code. */
    public static FieldPath of(String text) {
        return new FieldPath(List.of(text.split("\\.", -1)));
    }

    /** The first segment: which part of a check the path leads into. */
    public String root() {
        return segments.get(0);
    }

    @Override
    public String toString() {
        return String.join(".", segments);
    }
}
