package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;

/** Days of birth: a full date shortly behind a word that says so. */
final class Birthdays implements Matcher {

    private static final int GAP = 24;
    private static final WordTrie MONTHS = WordTrie.of(List.of(
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "dez", "okt"));

    static void addTo(Detectors.Builder builder) {
        builder.on(
                new Birthdays(),
                "dob",
                "d.o.b",
                "birth",
                "born",
                "geboren",
                "geburts",
                "naissance",
                "nacimiento",
                "nascita",
                "bday",
                "geb.",
                "nato il",
                "nata il",
                "nato a",
                "nata a",
                "nacido",
                "nacida",
                "nascimento",
                "geboortedatum",
                "urodzenia",
                "(e) le ");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        boolean inName = text.at(start - 1) == '_' || text.at(start) == '(' || Chars.is(text.at(start), Chars.UPPER);
        if (Chars.letter(text.at(start - 1)) && !text.startsWord(start) && !inName) {
            return;
        }
        for (int i = end; i - end < GAP && text.at(i) != '\n' && text.at(i) >= 0; i++) {
            if (!Chars.alnum(text.at(i)) || Chars.alnum(text.at(i - 1))) {
                continue;
            }
            int last = Chars.digit(text.at(i)) ? numeric(text, i) : monthFirst(text, i);
            if (last > 0) {
                out.add(FindingType.DATE_OF_BIRTH, "pii.date-of-birth", i, last, 85);
                return;
            }
        }
    }

    private static int numeric(Text text, int at) {
        int a = text.after(at, Chars.DIGIT, 9);
        if (a - at == 8 && plausible(text, at, at + 4) && dated(text, at + 4)) {
            return a;
        }
        int mark = text.at(a);
        if (mark == '-' || mark == '/' || mark == '.') {
            int b = text.after(a + 1, Chars.DIGIT, 3);
            int c = text.at(b) == mark ? text.after(b + 1, Chars.DIGIT, 5) : -1;
            boolean yearFirst = a - at == 4 && c - b >= 2 && c - b <= 3;
            boolean yearLast = a - at <= 2 && (c - b == 5 || c - b == 3);
            boolean middle = b - a >= 2 && b - a <= 3;
            int year = yearFirst ? at : b + 1;
            return c > 0 && middle && (yearFirst || yearLast) && plausible(text, year, yearFirst ? a : c) ? c : -1;
        }
        int word = ordinal(text, a);
        int month = month(text, word);
        return month < 0 || a - at > 2 ? -1 : year(text, month);
    }

    private static int monthFirst(Text text, int at) {
        int month = month(text, at);
        if (month < 0) {
            return -1;
        }
        int day = text.after(blank(text, month), Chars.DIGIT, 3);
        return day == blank(text, month) ? -1 : year(text, ordinal(text, day));
    }

    /** Behind {@code st nd rd th .} and blanks, {@code of} too. */
    private static int ordinal(Text text, int at) {
        int i = Chars.letter(text.at(at)) ? text.after(at, Chars.LOWER, 2) : at;
        i = blank(text, i);
        return text.has("of ", i) ? i + 3 : i;
    }

    private static int month(Text text, int at) {
        int end = text.after(at, Chars.LETTER, 10);
        boolean known = end - at >= 3 && MONTHS.meaning(text.bytes, at, at + 3) != 0;
        return known ? end : -1;
    }

    private static int year(Text text, int at) {
        int start = blank(text, at);
        int end = text.after(start, Chars.DIGIT, 5);
        return end - start == 4 && plausible(text, start, end) ? end : -1;
    }

    private static int blank(Text text, int at) {
        int i = at;
        while (i - at < 3 && (text.at(i) == ' ' || text.at(i) == ',' || text.at(i) == '.' || text.at(i) == '-')) {
            i++;
        }
        return i;
    }

    /** Whether month and day stand at an index, two digits each. */
    private static boolean dated(Text text, int at) {
        int month = (text.at(at) - '0') * 10 + text.at(at + 1) - '0';
        return Checksums.date(month, (text.at(at + 2) - '0') * 10 + text.at(at + 3) - '0');
    }

    private static boolean plausible(Text text, int start, int end) {
        return end - start == 2 || text.has("19", start) || text.has("20", start) || text.has("18", start);
    }
}
