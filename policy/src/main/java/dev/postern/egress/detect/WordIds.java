package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Identity numbers made of letters and digits in one word, with their checks, and IBANs. Stateless. */
final class WordIds {

    private static final int LONGEST = 36;
    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final String CHINA = "10X98765432";
    private static final String GSTIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Looks at the word around the digits at an index. */
    void match(Text text, int digits, Sink out) {
        int start = text.before(digits, Chars.ALNUM, LONGEST);
        int end = text.after(digits, Chars.ALNUM, LONGEST);
        int before = text.at(start - 1);
        if (before == '_' || end - start > LONGEST || (before == '\\' && !text.startsWord(start))) {
            return;
        }
        out.from(start);
        if (before == '\\') {
            start++;
        }
        if (digits == start + 2) {
            iban(text, start, out);
        }
        if (text.at(end) == '_' || (before == '/' && end - start > 12)) {
            return;
        }
        if (end - start >= 2 && end - start <= 18) {
            word(text, start, end, new Word(text, start, end), out);
        }
    }

    private static void iban(Text text, int start, Sink out) {
        int end = Iban.end(text, start);
        if (end >= 0) {
            out.add(FindingType.IBAN, "pii.iban", start, end, 97);
        }
    }

    private void word(Text text, int start, int end, Word word, Sink out) {
        switch (end - start) {
            case 2, 8 -> insuranceGroups(text, start, out);
            case 9 -> nine(text, start, end, word, out);
            case 10 -> {
                boolean pan = word.is("LLLLLDDDDL") && "ABCFGHLJPTK".indexOf(word.at(3)) >= 0;
                told(pan, "pii.in-pan", text, start, end, 0, out, Topic.INDIA_TAX);
                told(
                        word.is("LDDDDDDDDD") && kvnr(word),
                        "pii.de-health",
                        text,
                        start,
                        end,
                        62,
                        out,
                        Topic.GERMANY_HEALTH);
            }
            case 11 -> hetu(text, start, end, word, out);
            case 12 ->
                told(
                        word.is("DDDDDDDDLDDD") && pension(word),
                        "pii.de-pension",
                        text,
                        start,
                        end,
                        80,
                        out,
                        Topic.GERMANY_PENSION);
            case 13 ->
                told(
                        word.is("LLLLDDDDDDAAA") && dated(word, 4),
                        "pii.mx-rfc",
                        text,
                        start,
                        end,
                        65,
                        out,
                        Topic.MEXICO_TAX);
            case 15 -> {
                told(
                        word.is("DDLLLLLDDDDLAZA") && gstin(word),
                        "pii.in-gstin",
                        text,
                        start,
                        end,
                        92,
                        out,
                        Topic.INDIA_GST);
                told(
                        word.is("DDDDDDLDDDDDDDD") && corsica(word),
                        "pii.fr-nir",
                        text,
                        start,
                        end,
                        90,
                        out,
                        Topic.FRANCE);
            }
            case 16 -> told(fiscalCode(word), "pii.it-fiscal-code", text, start, end, 97, out, Topic.ITALY);
            case 18 -> {
                told(
                        word.is("DDDDDDDDDDDDDDDDDX") && china(word),
                        "pii.cn-resident",
                        text,
                        start,
                        end,
                        92,
                        out,
                        Topic.CHINA);
                told(
                        word.is("LLLLDDDDDDHLLLLLAD") && dated(word, 4),
                        "pii.mx-curp",
                        text,
                        start,
                        end,
                        90,
                        out,
                        Topic.MEXICO_PERSON);
            }
            default -> {}
        }
    }

    private static void nine(Text text, int start, int end, Word word, Sink out) {
        told(word.is("DDDDDDDDL") && dni(word, 0), "pii.es-dni", text, start, end, 84, out, Topic.SPAIN_PERSON);
        told(
                word.is("NDDDDDDDL") && dni(word, "XYZ".indexOf(word.at(0))),
                "pii.es-nie",
                text,
                start,
                end,
                88,
                out,
                Topic.SPAIN_FOREIGNER);
        told(word.is("LLDDDDDDS") && nino(word), "pii.uk-nino", text, start, end, 88, out, Topic.BRITAIN_INSURANCE);
        told(word.is("GDDDDDDDL") && singapore(word), "pii.sg-nric", text, start, end, 85, out, Topic.SINGAPORE);
    }

    private static void told(
            boolean valid, String detector, Text text, int start, int end, int untold, Sink out, Topic topic) {
        if (valid) {
            boolean lower = Chars.is(text.at(text.before(end, Chars.DIGIT, 18) - 1), Chars.LOWER)
                    || Chars.is(text.at(start), Chars.LOWER);
            int confidence = text.near(start, topic) ? Math.max(90, untold) : lower ? 0 : untold;
            if (confidence > 0) {
                out.add(FindingType.NATIONAL_ID, detector, start, end, confidence);
            }
        }
    }

    /** A British insurance number in groups: {@code AB 12 34 56 C}. */
    void insuranceGroups(Text text, int start, Sink out) {
        StringBuilder joined = new StringBuilder(9);
        int i = start;
        while (joined.length() < 9 && i - start < 14) {
            int c = text.at(i++);
            if (Chars.alnum(c)) {
                joined.append((char) c);
            } else if (c != ' ' && c != '-') {
                return;
            }
        }
        byte[] bytes = joined.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Word word = new Word(new Text(bytes, 0, bytes.length, false), 0, bytes.length);
        if (word.is("LLDDDDDDS") && nino(word) && !Chars.alnum(text.at(i))) {
            out.add(FindingType.NATIONAL_ID, "pii.uk-nino", start, i, 88);
        }
    }

    static boolean nino(Word word) {
        String prefix = word.text().substring(0, 2);
        boolean barred = "BG GB NK KN TN NT ZZ".contains(prefix);
        return !barred && "DFIQUV".indexOf(word.at(0)) < 0 && "DFIQUVO".indexOf(word.at(1)) < 0;
    }

    private static boolean dni(Word word, int prefix) {
        int number = prefix;
        for (int i = Chars.letter(word.at(0)) ? 1 : 0; i < 8; i++) {
            number = number * 10 + word.at(i) - '0';
        }
        return word.at(8) == DNI.charAt(number % 23);
    }

    private static boolean singapore(Word word) {
        int sum = word.sum(1, 2, 7, 6, 5, 4, 3, 2);
        char kind = word.at(0);
        sum += kind == 'T' || kind == 'G' ? 4 : kind == 'M' ? 3 : 0;
        String letters = kind == 'S' || kind == 'T' ? "JZIHGFEDCBA" : kind == 'M' ? "KLJNPQRTUWX" : "XWUTRQPNMLK";
        int at = kind == 'M' ? 10 - sum % 11 : sum % 11;
        return word.at(8) == letters.charAt(at);
    }

    /** The check digit over the letter's number in the alphabet and eight digits, doubled in turn. */
    private static boolean kvnr(Word word) {
        int letter = word.at(0) - 'A' + 1;
        int[] digits = new int[10];
        digits[0] = letter / 10;
        digits[1] = letter % 10;
        for (int i = 1; i <= 8; i++) {
            digits[i + 1] = word.at(i) - '0';
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            int d = digits[i] * (i % 2 + 1);
            sum += d / 10 + d % 10;
        }
        return sum % 10 == word.at(9) - '0';
    }

    private static boolean pension(Word word) {
        int letter = word.at(8) - 'A' + 1;
        int[] d = new int[12];
        for (int i = 0; i < 8; i++) {
            d[i] = word.at(i) - '0';
        }
        d[8] = letter / 10;
        d[9] = letter % 10;
        d[10] = word.at(9) - '0';
        d[11] = word.at(10) - '0';
        int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            int product = d[i] * weights[i];
            sum += product / 10 + product % 10;
        }
        return Checksums.date(d[4] * 10 + d[5], Math.max(1, (d[2] * 10 + d[3]) % 50)) && sum % 10 == word.at(11) - '0';
    }

    private static boolean gstin(Word word) {
        int sum = 0;
        for (int i = 0; i < 14; i++) {
            int product = GSTIN.indexOf(word.at(i)) * (i % 2 + 1);
            sum += product / 36 + product % 36;
        }
        return GSTIN.charAt((36 - sum % 36) % 36) == word.at(14);
    }

    private static boolean corsica(Word word) {
        if ((word.at(6) != 'A' && word.at(6) != 'B') || word.at(5) != '2') {
            return false;
        }
        long value =
                Long.parseLong(word.text().substring(0, 13).replace('A', '0').replace('B', '0'));
        value -= word.at(6) == 'A' ? 1_000_000 : 2_000_000;
        return 97 - value % 97 == Integer.parseInt(word.text().substring(13));
    }

    /** Letters of name and surname, year, month, day, place, and the check character (D.M. 23 December 1976). */
    private static boolean fiscalCode(Word word) {
        if (!word.is("LLLLLLOOLOOLOOOL") || "ABCDEHLMPRST".indexOf(word.at(8)) < 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int c = word.at(i);
            int value = Chars.digit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return word.at(15) == 'A' + sum % 26;
    }

    private static boolean china(Word word) {
        int sum = word.sum(0, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        return word.at(17) == CHINA.charAt(sum % 11) && dated(word, 8);
    }

    private static boolean dated(Word word, int from) {
        return Checksums.date(word.number(from + 2, 2), word.number(from + 4, 2));
    }

    private static void hetu(Text text, int start, int end, Word word, Sink out) {
        boolean shaped = word.is("DDDDDDLDDDC") && "ABCDEFYXWVU".indexOf(word.at(6)) >= 0;
        if (shaped && Checksums.date(word.number(2, 2), word.number(0, 2))) {
            long number = word.number(0, 6) * 1_000L + word.number(7, 3);
            told(
                    word.at(10) == HETU.charAt((int) (number % 31)),
                    "pii.fi-hetu",
                    text,
                    start,
                    end,
                    88,
                    out,
                    Topic.FINLAND);
        }
    }

    /** A word of letters and digits, letters in upper case. */
    static final class Word {
        private final String characters;

        Word(Text text, int start, int end) {
            this.characters = text.slice(start, end);
        }

        char at(int i) {
            return (char) Chars.upper(characters.charAt(i));
        }

        String text() {
            return characters.toUpperCase(java.util.Locale.ROOT);
        }

        int number(int from, int length) {
            return Integer.parseInt(characters.substring(from, from + length));
        }

        int sum(int from, int... weights) {
            int sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += (characters.charAt(from + i) - '0') * weights[i];
            }
            return sum;
        }

        /** L a letter, D a digit, A either, C either, O a digit or the letters that stand for one; others as themselves. */
        boolean is(String shape) {
            if (characters.length() != shape.length()) {
                return false;
            }
            boolean upper = true;
            boolean lower = true;
            for (int i = 0; i < shape.length(); i++) {
                int c = characters.charAt(i);
                if (!fits(shape.charAt(i), Chars.upper(c))) {
                    return false;
                }
                upper &= !Chars.is(c, Chars.LOWER);
                lower &= !Chars.is(c, Chars.UPPER);
            }
            return upper || lower;
        }

        private static boolean fits(char kind, int c) {
            return switch (kind) {
                case 'L' -> Chars.letter(c);
                case 'D' -> Chars.digit(c);
                case 'A', 'C' -> Chars.alnum(c);
                case 'O' -> Chars.digit(c) || "LMNPQRSTUV".indexOf(c) >= 0;
                case 'N' -> c == 'X' || c == 'Y' || c == 'Z';
                case 'S' -> c >= 'A' && c <= 'D';
                case 'G' -> "STFGM".indexOf(c) >= 0;
                case 'H' -> c == 'H' || c == 'M';
                default -> c == kind;
            };
        }
    }
}
