package dev.postern.egress.detect;

import java.util.List;
import java.util.function.Predicate;

/**
 * One kind of identity number made of letters and digits in one word.
 *
 * @param shape as {@link Word#is} reads it
 * @param untold the confidence without a word that tells, 0 if it must be told
 */
record LetteredNumber(String detector, String shape, int untold, Predicate<Word> check, Topic topic) {

    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final String CHINA = "10X98765432";
    private static final String GSTIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static List<LetteredNumber> kinds() {
        return List.of(
                new LetteredNumber(
                        "pii.in-pan", "LLLLLDDDDL", 0, w -> "ABCFGHLJPTK".indexOf(w.at(3)) >= 0, Topic.INDIA_TAX),
                new LetteredNumber("pii.de-health", "LDDDDDDDDD", 62, LetteredNumber::kvnr, Topic.GERMANY_HEALTH),
                new LetteredNumber("pii.tw-id", "LNDDDDDDDD", 72, LetteredNumber::taiwan, Topic.TAIWAN),
                new LetteredNumber("pii.fi-hetu", "DDDDDDLDDDC", 88, LetteredNumber::hetu, Topic.FINLAND),
                new LetteredNumber(
                        "pii.de-pension", "DDDDDDDDLDDD", 80, LetteredNumber::pension, Topic.GERMANY_PENSION),
                new LetteredNumber("pii.mx-rfc", "LLLLDDDDDDAAA", 65, w -> dated(w, 4), Topic.MEXICO_TAX),
                new LetteredNumber("pii.in-gstin", "DDLLLLLDDDDLAZA", 92, LetteredNumber::gstin, Topic.INDIA_GST),
                new LetteredNumber("pii.fr-nir", "DDDDDDLDDDDDDDD", 90, LetteredNumber::corsica, Topic.FRANCE),
                new LetteredNumber(
                        "pii.it-fiscal-code", "LLLLLLOOLOOLOOOL", 97, LetteredNumber::fiscalCode, Topic.ITALY),
                new LetteredNumber("pii.cn-resident", "DDDDDDDDDDDDDDDDDX", 92, LetteredNumber::china, Topic.CHINA),
                new LetteredNumber("pii.mx-curp", "LLLLDDDDDDHLLLLLAD", 90, w -> dated(w, 4), Topic.MEXICO_PERSON),
                new LetteredNumber("pii.es-dni", "DDDDDDDDL", 84, w -> dni(w, 0), Topic.SPAIN_PERSON),
                new LetteredNumber(
                        "pii.es-nie", "EDDDDDDDL", 88, w -> dni(w, "XYZ".indexOf(w.at(0))), Topic.SPAIN_FOREIGNER),
                new LetteredNumber("pii.uk-nino", "LLDDDDDDS", 88, LetteredNumber::nino, Topic.BRITAIN_INSURANCE),
                new LetteredNumber("pii.sg-nric", "GDDDDDDDL", 85, LetteredNumber::singapore, Topic.SINGAPORE),
                new LetteredNumber("pii.ie-pps", "DDDDDDDL", 66, LetteredNumber::ireland, Topic.IRELAND),
                new LetteredNumber("pii.ie-pps", "DDDDDDDLL", 66, LetteredNumber::ireland, Topic.IRELAND));
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
        if ("ABCDEHLMPRST".indexOf(word.at(8)) < 0) {
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

    private static boolean hetu(Word word) {
        boolean born = "ABCDEFYXWVU".indexOf(word.at(6)) >= 0 && Checksums.date(word.number(2, 2), word.number(0, 2));
        long number = word.number(0, 6) * 1_000L + word.number(7, 3);
        return born && word.at(10) == HETU.charAt((int) (number % 31));
    }

    /** The letter stands for two digits; one of them, and eight digits, are weighted. */
    private static boolean taiwan(Word word) {
        int letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(word.at(0)) + 10;
        int sum = letter / 10 + letter % 10 * 9 + word.sum(1, 8, 7, 6, 5, 4, 3, 2, 1) + word.at(9) - '0';
        return sum % 10 == 0;
    }

    private static boolean ireland(Word word) {
        int sum = word.sum(0, 8, 7, 6, 5, 4, 3, 2);
        boolean second = word.length() == 9 && word.at(8) != 'W';
        int rest = (sum + (second ? 9 * (word.at(8) - 'A' + 1) : 0)) % 23;
        return word.at(7) == (rest == 0 ? 'W' : 'A' + rest - 1);
    }
}
