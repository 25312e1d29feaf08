package dev.postern.egress.detect;

import java.util.Map;

/** International bank account numbers (ISO 13616): a length for each country, and the remainder 1 modulo 97. Stateless. */
final class Iban {

    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("AD", 24),
            Map.entry("AE", 23),
            Map.entry("AL", 28),
            Map.entry("AT", 20),
            Map.entry("AZ", 28),
            Map.entry("BA", 20),
            Map.entry("BE", 16),
            Map.entry("BG", 22),
            Map.entry("BH", 22),
            Map.entry("BI", 27),
            Map.entry("BR", 29),
            Map.entry("BY", 28),
            Map.entry("CH", 21),
            Map.entry("CR", 22),
            Map.entry("CY", 28),
            Map.entry("CZ", 24),
            Map.entry("DE", 22),
            Map.entry("DJ", 27),
            Map.entry("DK", 18),
            Map.entry("DO", 28),
            Map.entry("EE", 20),
            Map.entry("EG", 29),
            Map.entry("ES", 24),
            Map.entry("FI", 18),
            Map.entry("FK", 18),
            Map.entry("FO", 18),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("GE", 22),
            Map.entry("GI", 23),
            Map.entry("GL", 18),
            Map.entry("GR", 27),
            Map.entry("GT", 28),
            Map.entry("HN", 28),
            Map.entry("HR", 21),
            Map.entry("HU", 28),
            Map.entry("IE", 22),
            Map.entry("IL", 23),
            Map.entry("IQ", 23),
            Map.entry("IS", 26),
            Map.entry("IT", 27),
            Map.entry("JO", 30),
            Map.entry("KW", 30),
            Map.entry("KZ", 20),
            Map.entry("LB", 28),
            Map.entry("LC", 32),
            Map.entry("LI", 21),
            Map.entry("LT", 20),
            Map.entry("LU", 20),
            Map.entry("LV", 21),
            Map.entry("LY", 25),
            Map.entry("MC", 27),
            Map.entry("MD", 24),
            Map.entry("ME", 22),
            Map.entry("MK", 19),
            Map.entry("MN", 20),
            Map.entry("MR", 27),
            Map.entry("MT", 31),
            Map.entry("MU", 30),
            Map.entry("NI", 28),
            Map.entry("NL", 18),
            Map.entry("NO", 15),
            Map.entry("OM", 23),
            Map.entry("PK", 24),
            Map.entry("PL", 28),
            Map.entry("PS", 29),
            Map.entry("PT", 25),
            Map.entry("QA", 29),
            Map.entry("RO", 24),
            Map.entry("RS", 22),
            Map.entry("RU", 33),
            Map.entry("SA", 24),
            Map.entry("SC", 31),
            Map.entry("SD", 18),
            Map.entry("SE", 24),
            Map.entry("SI", 19),
            Map.entry("SK", 24),
            Map.entry("SM", 27),
            Map.entry("SO", 23),
            Map.entry("ST", 25),
            Map.entry("SV", 28),
            Map.entry("TL", 23),
            Map.entry("TN", 24),
            Map.entry("TR", 26),
            Map.entry("UA", 29),
            Map.entry("VA", 22),
            Map.entry("VG", 24),
            Map.entry("XK", 20),
            Map.entry("YE", 30));

    private static final int LETTERS = 26;
    private static final byte[] BY_LETTERS = byLetters();
    /** The country and the check digits, which are counted last. */
    private static final int HEAD = 4;

    private Iban() {}

    /** Where the IBAN that begins at an index ends, blanks or dashes between its groups, or -1. */
    static int end(Text text, int start) {
        int length = length(text.at(start), text.at(start + 1));
        if (length == 0 || !Chars.digit(text.at(start + 2)) || !Chars.digit(text.at(start + 3))) {
            return -1;
        }
        int rest = 0;
        int mark = 0;
        int i = start + HEAD;
        for (int k = HEAD; k < length; k++, i++) {
            int c = text.at(i);
            if ((c == ' ' || c == '-') && (mark == 0 || mark == c)) {
                mark = c;
                c = text.at(++i);
            }
            if (!Chars.is(c, Chars.UPPER | Chars.DIGIT)) {
                return -1;
            }
            rest = with(rest, c);
        }
        for (int k = start; k < start + HEAD; k++) {
            rest = with(rest, text.at(k));
        }
        return rest == 1 && !Chars.is(text.at(i), Chars.WORD) ? i : -1;
    }

    /** The remainder modulo 97 when a digit, or the two digits a letter stands for, follows. */
    private static int with(int rest, int c) {
        return Chars.digit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }

    /** The length of the country of two letters; 0 if there is none. */
    private static int length(int first, int second) {
        boolean letters = Chars.is(first, Chars.UPPER) && Chars.is(second, Chars.UPPER);
        return letters ? BY_LETTERS[country(first, second)] : 0;
    }

    private static int country(int first, int second) {
        return (first - 'A') * LETTERS + second - 'A';
    }

    private static byte[] byLetters() {
        byte[] lengths = new byte[LETTERS * LETTERS];
        LENGTHS.forEach((code, length) -> lengths[country(code.charAt(0), code.charAt(1))] = length.byteValue());
        return lengths;
    }
}
