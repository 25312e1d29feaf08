package dev.postern.egress.detect;

import java.util.List;

/** Identity and tax numbers of Asia, Africa and Oceania, with their checks. Stateless. */
final class AsianNumbers {

    private AsianNumbers() {}

    static List<NationalNumber> kinds() {
        return List.of(
                new NationalNumber("pii.in-aadhaar", "4~4~4", 72, AsianNumbers::aadhaar, Topic.INDIA_AADHAAR),
                new NationalNumber("pii.in-aadhaar", "c", 0, AsianNumbers::aadhaar, Topic.INDIA_AADHAAR),
                new NationalNumber("pii.au-tfn", "3 3 3", 0, AsianNumbers::tfn, Topic.AUSTRALIA_TAX),
                new NationalNumber("pii.au-tfn", "9", 0, AsianNumbers::tfn, Topic.AUSTRALIA_TAX),
                new NationalNumber("pii.au-abn", "2 3 3 3", 60, AsianNumbers::abn, Topic.AUSTRALIA_BUSINESS),
                new NationalNumber("pii.au-abn", "b", 0, AsianNumbers::abn, Topic.AUSTRALIA_BUSINESS),
                new NationalNumber("pii.au-medicare", "4 5 1", 70, AsianNumbers::medicare, Topic.AUSTRALIA_HEALTH),
                new NationalNumber("pii.au-medicare", "a", 0, AsianNumbers::medicare, Topic.AUSTRALIA_HEALTH),
                new NationalNumber("pii.cn-resident", "i", 92, AsianNumbers::china, Topic.CHINA),
                new NationalNumber("pii.kr-rrn", "6-7", 82, AsianNumbers::korea, Topic.KOREA),
                new NationalNumber("pii.za-id", "d", 0, AsianNumbers::southAfrica, Topic.SOUTH_AFRICA),
                new NationalNumber("pii.za-id", "6 4 2 1", 75, AsianNumbers::southAfrica, Topic.SOUTH_AFRICA),
                new NationalNumber("pii.tr-kimlik", "b", 0, AsianNumbers::turkey, Topic.TURKEY),
                new NationalNumber("pii.jp-my-number", "4~4~4", 0, AsianNumbers::japan, Topic.JAPAN),
                new NationalNumber("pii.jp-my-number", "c", 0, AsianNumbers::japan, Topic.JAPAN),
                new NationalNumber("pii.il-id", "9", 0, d -> Checksums.luhn(d, 0, 9), Topic.ISRAEL),
                new NationalNumber("pii.ae-id", "3-4-7-1", 92, AsianNumbers::emirates, Topic.ARABIA),
                new NationalNumber("pii.ae-id", "f", 0, AsianNumbers::emirates, Topic.ARABIA),
                new NationalNumber("pii.sa-id", "a", 0, d -> d[0] < 3 && Checksums.luhn(d, 0, 10), Topic.ARABIA),
                new NationalNumber("pii.eg-id", "e", 0, AsianNumbers::egypt, Topic.ARABIA),
                new NationalNumber("pii.th-id", "d", 0, AsianNumbers::thailand, Topic.THAILAND),
                new NationalNumber("pii.my-kad", "6-2-4", 62, AsianNumbers::malaysia, Topic.MALAYSIA),
                new NationalNumber("pii.my-kad", "c", 0, AsianNumbers::malaysia, Topic.MALAYSIA),
                new NationalNumber("pii.id-nik", "g", 0, AsianNumbers::indonesia, Topic.INDONESIA),
                new NationalNumber("pii.pk-cnic", "5-7-1", 85, d -> d[0] > 0, Topic.PAKISTAN));
    }

    private static boolean aadhaar(int[] d) {
        return d[0] >= 2 && Checksums.verhoeff(d, 12);
    }

    private static boolean tfn(int[] d) {
        return Checksums.weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
    }

    private static boolean abn(int[] d) {
        int sum = Checksums.weighted(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
        return d[0] != 0 && sum % 89 == 0;
    }

    private static boolean medicare(int[] d) {
        boolean issued = d[0] >= 2 && d[0] <= 6;
        return issued && Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == d[8];
    }

    private static boolean china(int[] d) {
        int sum = Checksums.weighted(d, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        boolean born = ((d[6] == 1 && d[7] == 9) || (d[6] == 2 && d[7] == 0))
                && Checksums.date(d[10] * 10 + d[11], d[12] * 10 + d[13]);
        return d[0] > 0 && born && (12 - sum % 11) % 11 == d[17];
    }

    private static boolean korea(int[] d) {
        int check = (11 - Checksums.weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
        boolean born = Checksums.date(d[2] * 10 + d[3], d[4] * 10 + d[5]) && d[6] >= 1 && d[6] <= 8;
        // Numbers given since October 2020 have no check digit.
        return born && (check == d[12] || d[0] < 3);
    }

    private static boolean southAfrica(int[] d) {
        boolean born = Checksums.date(d[2] * 10 + d[3], d[4] * 10 + d[5]);
        return born && d[10] <= 1 && Checksums.luhn(d, 0, 13);
    }

    private static boolean turkey(int[] d) {
        int odd = d[0] + d[2] + d[4] + d[6] + d[8];
        int even = d[1] + d[3] + d[5] + d[7];
        int tenth = Math.floorMod(odd * 7 - even, 10);
        return d[0] != 0 && tenth == d[9] && (odd + even + d[9]) % 10 == d[10];
    }

    /** Weights from the right: 2 to 7, then 2 to 6. */
    private static boolean japan(int[] d) {
        int rest = Checksums.weighted(d, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (rest <= 1 ? 0 : 11 - rest) == d[11];
    }

    private static boolean emirates(int[] d) {
        return d[0] == 7 && d[1] == 8 && d[2] == 4 && Checksums.luhn(d, 0, 15);
    }

    private static boolean egypt(int[] d) {
        return (d[0] == 2 || d[0] == 3) && Checksums.date(d[3] * 10 + d[4], d[5] * 10 + d[6]);
    }

    private static boolean thailand(int[] d) {
        int sum = Checksums.weighted(d, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
        return d[0] > 0 && (11 - sum % 11) % 10 == d[12];
    }

    private static boolean malaysia(int[] d) {
        return Checksums.date(d[2] * 10 + d[3], d[4] * 10 + d[5]) && d[6] * 10 + d[7] > 0;
    }

    private static boolean indonesia(int[] d) {
        int day = d[6] * 10 + d[7];
        return d[0] > 0 && Checksums.date(d[8] * 10 + d[9], day > 40 ? day - 40 : day);
    }
}
