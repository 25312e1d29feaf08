package dev.postern.ccl;

import java.util.List;

/**
 * A dot-separated pattern over actions. {@code *} stands for exactly one segment and {@code **} for any number of them,
 * none included; a wildcard counts only as a whole segment.
 *
 * @param text as written, which is also its canonical form
 */
public record ActionPattern(String text) {

    /** The segments between the dots; an empty text has one empty segment. */
    public List<String> segments() {
        return List.of(text.split("\\.", -1));
    }

    /** Whether {@code action} is one of the actions the pattern stands for. */
    public boolean matches(String action) {
        return Segments.match(segments(), List.of(action.split("\\.", -1)));
    }

    /** Two points for each literal segment, one for each {@code *}, none for {@code **}. */
    public int specificity() {
        return Segments.specificity(segments());
    }

    @Override
    public String toString() {
        return text;
    }
}
