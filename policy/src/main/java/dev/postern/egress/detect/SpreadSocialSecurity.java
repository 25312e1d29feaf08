package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Social security numbers with blanks around their dashes, as text taken from forms has them, behind the word. */
final class SpreadSocialSecurity implements Matcher {

    private static final int GAP = 8;
    private static final int BLANKS = 3;
    private static final int[] GROUPS = {3, 2, 4};

    static void addTo(Detectors.Builder builder) {
        builder.on(new SpreadSocialSecurity(), "ssn", "social security");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int first = end;
        while (first - end < GAP && (text.at(first) == ' ' || text.at(first) == ':' || text.at(first) == '#')) {
            first++;
        }
        int at = first;
        int last = first;
        for (int group = 0; group < GROUPS.length; group++) {
            if (group > 0) {
                int dash = text.afterBlanks(last, BLANKS);
                at = text.afterBlanks(dash + 1, BLANKS);
                if (dash == last || at == dash + 1 || text.at(dash) != '-') {
                    return;
                }
            }
            last = text.after(at, Chars.DIGIT, GROUPS[group] + 1);
            if (last - at != GROUPS[group]) {
                return;
            }
        }
        boolean never = text.at(first) == '9' || text.has("000", first) || text.has("666", first);
        if (!never && !Chars.alnum(text.at(last))) {
            out.add(FindingType.SSN, "pii.us-ssn", first, last, 92);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.of(c -> !Chars.alnum(c), c -> c == ' ' || c == ':' || c == '#');
    }
}
