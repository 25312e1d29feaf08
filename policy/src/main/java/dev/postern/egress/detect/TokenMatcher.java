package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * A token that begins with a literal of its own and goes on in a known shape.
 *
 * @param prefix the literal, case and digits exact
 * @param check what makes it surer
 */
record TokenMatcher(String detector, FindingType type, String prefix, Shape shape, int confidence, TokenCheck check)
        implements Matcher {

    private static final int CHECKED = 99;
    private static final int SHOWN_AS_EXAMPLE = 55;
    private static final int MIN_DISTINCT = 6;

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.startsWord(start) || !text.has(prefix, start)) {
            return;
        }
        int last = shape.match(text, end);
        int most = check == TokenCheck.NONE ? confidence : CHECKED;
        if (last < 0
                || out.covered(detector, start, last, most)
                || Randomness.distinct(text, end, last) < Math.min(MIN_DISTINCT, last - end)) {
            return;
        }
        int sure = confidence(text, start, end, last);
        if (sure > 0) {
            out.add(type, detector, start, last, sure);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.ofWord(shape::mayBegin);
    }

    private int confidence(Text text, int start, int end, int last) {
        if (check.passes(text, start, last)) {
            return CHECKED;
        }
        if (ends(text, end, last, "EXAMPLE") || ends(text, end, last, "EXAMPLEKEY")) {
            return SHOWN_AS_EXAMPLE;
        }
        return Placeholders.is(text, end, last) ? 0 : confidence;
    }

    private static boolean ends(Text text, int from, int to, String word) {
        return to - from >= word.length() && text.has(word, to - word.length());
    }
}
