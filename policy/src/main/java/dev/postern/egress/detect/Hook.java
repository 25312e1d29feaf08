package dev.postern.egress.detect;

import java.util.List;

/** A literal as a pass meets it: what must stand beside it, and who looks at the text around it then. Immutable. */
final class Hook {

    private final int length;
    private final Neighbours neighbours;
    private final Matcher[] matchers;
    private final boolean escapes;

    /** {@code escapes} tells whether the literal begins an escape. */
    Hook(String literal, List<Matcher> matchers, boolean escapes) {
        this.length = literal.length();
        this.matchers = matchers.toArray(Matcher[]::new);
        this.escapes = escapes;
        this.neighbours = matchers.stream()
                .map(matcher -> matcher.neighbours(literal))
                .reduce(Neighbours::or)
                .filter(all -> !escapes)
                .orElse(Neighbours.ANY);
    }

    /** Where the literal begins that ends at {@code end}. */
    int start(int end) {
        return end - length;
    }

    boolean admits(Text text, int start, int end) {
        return neighbours.admit(text, start, end);
    }

    Matcher[] matchers() {
        return matchers;
    }

    boolean escapes() {
        return escapes;
    }
}
