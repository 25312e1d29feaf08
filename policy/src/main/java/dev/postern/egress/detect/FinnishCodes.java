package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Personal identity codes of Finland with a mark between the day and the number: {@code 131052-308T}. Stateless. */
final class FinnishCodes {

    /** Day, month and year, and the mark. */
    private static final int BIRTH = 7;

    private static final String CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    private FinnishCodes() {}

    /** Looks at the three digits and the check character behind the mark. */
    static void match(Text text, int start, Sink out) {
        int birth = start - BIRTH;
        int end = start + 4;
        if (birth < text.from
                || text.after(birth, Chars.DIGIT, BIRTH) != start - 1
                || text.after(start, Chars.DIGIT, 3) != end - 1
                || Chars.is(text.at(birth - 1), Chars.WORD | Chars.DASH)) {
            return;
        }
        out.from(birth);
        int day = number(text, birth, 2);
        int month = number(text, birth + 2, 2);
        long all = number(text, birth, 6) * 1_000L + number(text, start, 3);
        if (Checksums.date(month, day)
                && CHECKS.charAt((int) (all % CHECKS.length())) == Chars.upper(text.at(end - 1))) {
            out.add(FindingType.NATIONAL_ID, "pii.fi-hetu", birth, end, 86);
        }
    }

    private static int number(Text text, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            number = number * 10 + text.at(i) - '0';
        }
        return number;
    }
}
