package dev.postern.ccl;

import java.util.List;

/**
 * A slash-separated pattern over resources. Slashes at either end of pattern and resource do not count; {@code *} stands
 * for exactly one segment and {@code **} for any number of them. Nothing is decoded or folded: callers canonicalise.
 *
 * @param text as written
 */
public record ResourcePattern(String text) {

    /** The segments of the trimmed pattern; an empty pattern has one empty segment. */
    public List<String> segments() {
        return List.of(Segments.trimSlashes(text).split("/", -1));
    }

    /** Whether {@code resource} is one of the resources the pattern stands for. */
    public boolean matches(String resource) {
        return Segments.match(segments(), List.of(Segments.trimSlashes(resource).split("/", -1)));
    }

    /** Two points for each literal segment, one for each {@code *}, none for {@code **}; an empty pattern has none. */
    public int specificity() {
        return Segments.trimSlashes(text).isEmpty() ? 0 : Segments.specificity(segments());
    }

    @Override
    public String toString() {
        return text;
    }
}
