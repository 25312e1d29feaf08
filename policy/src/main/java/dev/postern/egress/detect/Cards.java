package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Payment cards (ISO/IEC 7812): an issuer's first digits, its lengths, Luhn's check. */
final class Cards {

    private static final String DETECTOR = "pii.credit-card";
    private static final Written[] IN_GROUPS = {
        Written.of("4~4~4~4"), Written.of("4.4.4.4"), Written.of("4~6~5"), Written.of("4~6~4"), Written.of("4~4~4~4~3")
    };

    /** The shortest number of Maestro's that is told by its first digits alone. */
    private static final int LONG_MAESTRO = 16;

    private static final int SHORTEST = 12;

    /** Looks at a number from one of its groups on. */
    void match(Text text, NumberGroups groups, Sink out) {
        int first = groups.length(0);
        if ((first != 4 && first < SHORTEST) || Numbers.continued(text, groups.start())) {
            return;
        }
        if (first >= SHORTEST) {
            run(text, groups, out);
            return;
        }
        for (Written way : IN_GROUPS) {
            int end = groups.end(way);
            if (end >= 0
                    && valid(groups.digits(), groups.digitsTo(way.groups() - 1))
                    && !Numbers.row(text, groups, end)) {
                out.add(FindingType.CREDIT_CARD, DETECTOR, groups.start(), end, 96);
                return;
            }
        }
    }

    private static void run(Text text, NumberGroups groups, Sink out) {
        int count = groups.length(0);
        char after = groups.separator(0);
        if (after == '.'
                || after == '-'
                || !valid(groups.digits(), count)
                || text.has("ca-pub-", groups.start() - "ca-pub-".length())) {
            return;
        }
        boolean told = text.near(groups.start(), Topic.CARD);
        boolean usual = (count >= 14 && count <= 16) || (count >= LONG_MAESTRO && maestro(four(groups.digits())));
        if (told || usual) {
            out.add(
                    FindingType.CREDIT_CARD,
                    DETECTOR,
                    groups.start(),
                    groups.end(0),
                    told ? 95 : count == 14 ? 72 : 86);
        }
    }

    private static boolean valid(int[] digits, int count) {
        return issued(digits, count) && Checksums.luhn(digits, 0, count) && !Checksums.allEqual(digits, count);
    }

    private static boolean issued(int[] d, int count) {
        int two = d[0] * 10 + d[1];
        int four = four(d);
        if (count >= SHORTEST && count <= 19 && maestro(four)) {
            return true;
        }
        return switch (count) {
            case 13 -> d[0] == 4;
            case 14 -> two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059) || four / 10 == 309;
            case 15 -> two == 34 || two == 37 || four == 2131 || four == 1800;
            case 16 ->
                d[0] == 4
                        || (two >= 51 && two <= 55)
                        || (four >= 2221 && four <= 2720)
                        || four == 6011
                        || (four >= 6440 && four <= 6599)
                        || (four >= 3528 && four <= 3589)
                        || two == 62
                        || two == 60
                        || two == 50
                        || (two >= 56 && two <= 58)
                        || two == 67
                        || (four >= 2200 && four <= 2204);
            case 19 -> two == 62 || d[0] == 4 || four == 6011 || two == 50 || two == 67;
            default -> false;
        };
    }

    private static int four(int[] d) {
        return d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3];
    }

    private static boolean maestro(int four) {
        return switch (four) {
            case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
            default -> false;
        };
    }
}
