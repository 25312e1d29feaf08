package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * Telephone numbers: international (ITU-T E.164), of the North American plan, in the common ways of some countries, and
 * any other where a word says so.
 */
final class Phones {

    private static final String DETECTOR = "pii.phone";
    /* Shape, the first digits it must have, confidence. */
    private static final String[][] NATIONAL = {
        {"2~2~2~2~2", "0", "78"},
        {"2.2.2.2.2", "0", "78"},
        {"3~4~4", "02", "72"},
        {"3~4~4", "010", "78"},
        {"3~4~4", "0", "68"},
        {"3 4 4", "13", "60"},
        {"3 4 4", "15", "60"},
        {"3 4 4", "18", "60"},
        {"4 3 4", "01", "70"},
        {"4 3 4", "08", "65"},
        {"5 6", "07", "76"},
        {"5 6", "01", "68"},
        {"5 3 3", "07", "76"},
        {"5 3 3", "01", "68"},
        {"4~3~3", "04", "72"},
        {"2)4 4", "0", "74"},
        {"3)4 4", "0", "76"},
        {"4)3 4", "0", "76"},
        {"5)6", "0", "76"},
        {"2)5-4", "", "82"},
        {"2)4-4", "", "78"},
        {"1 3 3 2 2", "0", "74"},
        {"1-3-3-2-2", "0", "74"},
        {"4 3 2 2", "0", "74"},
        {"4-3-2-2", "0", "74"},
        {"2-7", "0", "58"},
        {"2-4-4", "0", "70"},
        {"2-8", "06", "74"},
        {"2 8", "06", "66"},
        {"4 7", "01", "58"},
        {"4 8", "01", "58"},
        {"3 8", "03", "52"},
        {"3/7", "0", "58"},
        {"3/8", "0", "58"},
        {"4/7", "0", "58"},
        {"4/8", "0", "58"},
    };

    private static final ByShape<String[]> BY_SHAPE = new ByShape<>(NATIONAL, way -> way[0]);

    private static final Written DASHED = Written.of("3-3-4");
    private static final Written DOTTED = Written.of("3.3.4");
    private static final Written SPACED = Written.of("3 3 4");
    private static final Written[] BRACKETED = {Written.of("3)3-4"), Written.of("3)3 4"), Written.of("3)3.4")};

    /** Looks at a number from one of its groups on. */
    void match(Text text, NumberGroups groups, Sink out) {
        int start = groups.start();
        int plus = plus(text, start);
        if (plus >= 0) {
            international(text, plus, out);
            return;
        }
        if (Numbers.continued(text, start) && !trunk(text, start)) {
            return;
        }
        int before = text.at(start - 1);
        if (before == '#' || before == '$' || bytes(text, start)) {
            return;
        }
        if (!northAmerican(text, groups, out) && !national(text, groups, out) && groups.total() <= 15) {
            told(text, groups, out);
        }
    }

    /** Whether a byte in hexadecimal stands before a number, as in a dump. */
    private static boolean bytes(Text text, int start) {
        int i = text.at(start - 1) == ' ' && text.at(start - 2) == ' ' ? start - 2 : start - 1;
        return text.at(i) == ' '
                && Chars.hex(text.at(i - 1))
                && Chars.hex(text.at(i - 2))
                && !Chars.alnum(text.at(i - 3))
                && (Chars.letter(text.at(i - 1)) || Chars.letter(text.at(i - 2)) || hexBefore(text, i - 3));
    }

    private static boolean hexBefore(Text text, int i) {
        return text.at(i) == ' '
                && Chars.hex(text.at(i - 1))
                && Chars.hex(text.at(i - 2))
                && !Chars.alnum(text.at(i - 3));
    }

    /** Where a {@code +} stands that begins the number, at most a calling code's digit and a mark before it, or -1. */
    private static int plus(Text text, int start) {
        if (text.at(start - 1) == '+') {
            return clear(text, start - 1);
        }
        int i = text.at(start - 1) == '(' ? start - 1 : start;
        i = text.at(i - 1) == ' ' || text.at(i - 1) == '-' || text.at(i - 1) == '.' ? i - 1 : i;
        return i < start && Chars.digit(text.at(i - 1)) && text.at(i - 2) == '+' ? clear(text, i - 2) : -1;
    }

    private static int clear(Text text, int plus) {
        int c = text.at(plus - 1);
        return (Chars.alnum(c) && !text.startsWord(plus)) || c == '+' ? -1 : plus;
    }

    private static void international(Text text, int plus, Sink out) {
        out.from(plus);
        NumberGroups all = text.otherGroups();
        all.read(text, plus + 1);
        if (all.count() == 0) {
            return;
        }
        int most = CallingCodes.mostDigits(all.digits(), all.total());
        if (most == 0) {
            return;
        }
        int group = 0;
        while (group + 1 < all.count() && all.digitsTo(group + 1) <= most && all.separator(group) != '/') {
            group++;
        }
        int count = all.digitsTo(group);
        if (count >= Math.max(8, most - 5) && count <= most && !Checksums.allEqual(all.digits(), count)) {
            out.add(FindingType.PHONE, DETECTOR, plus, all.end(group), count >= 10 ? 92 : 78);
        }
    }

    private static boolean northAmerican(Text text, NumberGroups groups, Sink out) {
        if (groups.length(0) != 3 || groups.count() < 3 || groups.length(1) != 3) {
            return false;
        }
        int dashed = groups.end(DASHED);
        int dotted = groups.end(DOTTED);
        int spaced = groups.end(SPACED);
        int bracketed = bracketed(groups);
        int end = Math.max(Math.max(dashed, dotted), Math.max(spaced, bracketed));
        if (end < 0 || (bracketed >= 0 && text.at(groups.start() - 1) != '(')) {
            return false;
        }
        int[] d = groups.digits();
        boolean assigned = d[0] >= 2 && d[3] >= 2 && !(d[1] == 1 && d[2] == 1);
        boolean told = text.near(groups.start(), Topic.PHONE);
        int base = bracketed >= 0 ? 88 : dashed >= 0 ? 82 : dotted >= 0 ? 76 : 66;
        int confidence = assigned ? told ? 94 : base : told || (dashed >= 0 && d[0] > 0) || bracketed >= 0 ? 58 : 0;
        if (confidence > 0 && !Checksums.allEqual(d, 10)) {
            out.add(FindingType.PHONE, DETECTOR, prefixed(text, groups.start()), end, confidence);
        }
        return confidence > 0;
    }

    private static int bracketed(NumberGroups groups) {
        int end = -1;
        for (Written way : BRACKETED) {
            end = Math.max(end, groups.end(way));
        }
        return end;
    }

    private static boolean national(Text text, NumberGroups groups, Sink out) {
        for (ByShape.Way<String[]> written : BY_SHAPE.of(groups)) {
            int end = groups.end(written.written());
            String[] way = written.thing();
            if (end >= 0
                    && begins(groups, way[1])
                    && !dump(groups, way[0])
                    && (way[0].charAt(1) != ')' || text.at(groups.start() - 1) == '(')
                    && !Numbers.row(text, groups, end)) {
                boolean told = text.near(groups.start(), Topic.PHONE);
                int confidence = Integer.parseInt(way[2]);
                out.add(FindingType.PHONE, DETECTOR, prefixed(text, groups.start()), end, told ? 90 : confidence);
                return true;
            }
        }
        return false;
    }

    /** Groups of two that go on, or begin with 00, are a dump of bytes. */
    private static boolean dump(NumberGroups groups, String shape) {
        boolean pairs = shape.startsWith("2~2") || shape.startsWith("2.2");
        return pairs && (groups.digit(1) == 0 || (groups.count() > 5 && groups.length(5) == 2));
    }

    /** Any number that a word shortly before says is one. */
    private static void told(Text text, NumberGroups groups, Sink out) {
        if (!text.near(groups.start(), Topic.PHONE)) {
            return;
        }
        int group = 0;
        while (group + 1 < groups.count() && groups.digitsTo(group + 1) <= 12 && groups.separator(group) != '/') {
            group++;
        }
        int count = groups.digitsTo(group);
        int first = groups.length(0) == 4 ? groups.value(0) / 100 : 0;
        boolean dated = first == 19 || first == 20 || (groups.count() > 3 && groups.separator(2) == '.');
        boolean zeros = groups.digit(0) == 0 && groups.digit(1) == 0 && groups.digit(2) == 0;
        if (count >= 7 && count <= 13 && !dated && !zeros && !Checksums.allEqual(groups.digits(), count)) {
            out.add(FindingType.PHONE, DETECTOR, prefixed(text, groups.start()), groups.end(group), 68);
        }
    }

    private static boolean begins(NumberGroups groups, String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (groups.digit(i) != digits.charAt(i) - '0') {
                return false;
            }
        }
        return true;
    }

    /** Whether what goes before is the trunk's 1: {@code 1-415-555-2671}. */
    private static boolean trunk(Text text, int start) {
        return text.at(start - 2) == '1' && !Chars.alnum(text.at(start - 3)) && text.at(start - 3) != '.';
    }

    /** Where the number begins when a bracket or a trunk's 1 stands before its first group. */
    private static int prefixed(Text text, int start) {
        int i = text.at(start - 1) == '(' ? start - 1 : start;
        boolean marked = text.at(i - 1) == '-' || text.at(i - 1) == '.' || text.at(i - 1) == ' ';
        return marked && text.at(i - 2) == '1' && !Chars.alnum(text.at(i - 3)) && text.at(i - 3) != '.' ? i - 2 : i;
    }
}
