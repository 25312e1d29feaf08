package dev.postern.egress.detect;

import java.util.List;

/** Identity, tax and insurance numbers of European countries, with their checks. Stateless. */
final class EuropeanNumbers {

    private EuropeanNumbers() {}

    static List<NationalNumber> kinds() {
        return List.of(
                new NationalNumber("pii.pl-pesel", "b", 0, EuropeanNumbers::pesel, Topic.POLAND),
                new NationalNumber("pii.de-tax-id", "2 3 3 3", 78, EuropeanNumbers::steuerId, Topic.GERMANY_TAX),
                new NationalNumber("pii.de-tax-id", "b", 0, EuropeanNumbers::steuerId, Topic.GERMANY_TAX),
                new NationalNumber("pii.nl-bsn", "9", 0, EuropeanNumbers::bsn, Topic.NETHERLANDS),
                new NationalNumber("pii.nl-bsn", "4.2.3", 70, EuropeanNumbers::bsn, Topic.NETHERLANDS),
                new NationalNumber("pii.uk-nhs", "3~3~4", 62, EuropeanNumbers::nhs, Topic.BRITAIN_HEALTH),
                new NationalNumber("pii.uk-nhs", "a", 0, EuropeanNumbers::nhs, Topic.BRITAIN_HEALTH),
                new NationalNumber("pii.se-personnummer", "6-4", 82, d -> sweden(d, 0), Topic.SWEDEN),
                new NationalNumber("pii.se-personnummer", "8-4", 88, d -> sweden(d, 2), Topic.SWEDEN),
                new NationalNumber("pii.se-personnummer", "a", 0, d -> sweden(d, 0), Topic.SWEDEN),
                new NationalNumber("pii.se-personnummer", "c", 0, d -> sweden(d, 2), Topic.SWEDEN),
                new NationalNumber("pii.no-fodselsnummer", "6 5", 85, EuropeanNumbers::norway, Topic.NORWAY),
                new NationalNumber("pii.no-fodselsnummer", "b", 62, EuropeanNumbers::norway, Topic.NORWAY),
                new NationalNumber("pii.dk-cpr", "6-4", 0, d -> day(d, 0), Topic.DENMARK),
                new NationalNumber("pii.be-national", "2.2.2-3.2", 96, EuropeanNumbers::belgium, Topic.BELGIUM),
                new NationalNumber("pii.be-national", "b", 0, EuropeanNumbers::belgium, Topic.BELGIUM),
                new NationalNumber("pii.fr-nir", "1 2 2 2 3 3 2", 96, EuropeanNumbers::france, Topic.FRANCE),
                new NationalNumber("pii.fr-nir", "d 2", 90, EuropeanNumbers::france, Topic.FRANCE),
                new NationalNumber("pii.fr-nir", "f", 78, EuropeanNumbers::france, Topic.FRANCE),
                new NationalNumber("pii.ch-ahv", "3.4.4.2", 96, EuropeanNumbers::swiss, Topic.SWITZERLAND),
                new NationalNumber("pii.ch-ahv", "d", 0, EuropeanNumbers::swiss, Topic.SWITZERLAND),
                new NationalNumber("pii.pt-nif", "9", 0, EuropeanNumbers::portugal, Topic.PORTUGAL),
                new NationalNumber("pii.pt-nif", "3 3 3", 0, EuropeanNumbers::portugal, Topic.PORTUGAL),
                new NationalNumber("pii.at-social", "4 6", 74, EuropeanNumbers::austria, Topic.AUSTRIA),
                new NationalNumber("pii.at-social", "a", 0, EuropeanNumbers::austria, Topic.AUSTRIA),
                new NationalNumber("pii.is-kennitala", "6-4", 78, EuropeanNumbers::iceland, Topic.ICELAND),
                new NationalNumber("pii.cz-birth-number", "6/4", 80, EuropeanNumbers::czechia, Topic.CZECHIA),
                new NationalNumber("pii.cz-birth-number", "a", 0, EuropeanNumbers::czechia, Topic.CZECHIA),
                new NationalNumber("pii.ro-cnp", "d", 0, EuropeanNumbers::romania, Topic.ROMANIA),
                new NationalNumber("pii.bg-egn", "a", 0, EuropeanNumbers::bulgaria, Topic.BULGARIA),
                new NationalNumber("pii.hr-oib", "b", 0, d -> Checksums.mod11And10(d, 11), Topic.CROATIA),
                new NationalNumber("pii.gr-amka", "b", 0, d -> day(d, 0) && Checksums.luhn(d, 0, 11), Topic.GREECE),
                new NationalNumber("pii.baltic-code", "b", 0, EuropeanNumbers::baltic, Topic.BALTICS),
                new NationalNumber("pii.ru-snils", "3-3-3 2", 92, EuropeanNumbers::snils, Topic.RUSSIA),
                new NationalNumber("pii.ru-snils", "b", 0, EuropeanNumbers::snils, Topic.RUSSIA),
                new NationalNumber("pii.ru-inn", "c", 0, EuropeanNumbers::inn, Topic.RUSSIA));
    }

    private static boolean pesel(int[] d) {
        int month = (d[2] * 10 + d[3]) % 20;
        int sum = Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
        return Checksums.date(month, d[4] * 10 + d[5]) && (10 - sum % 10) % 10 == d[10];
    }

    /** Eleven digits, the first not 0; of the first ten one digit comes twice or three times, at least one is missing. */
    private static boolean steuerId(int[] d) {
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[d[i]]++;
        }
        int repeated = 0;
        for (int count : counts) {
            repeated += count > 1 ? 1 : 0;
            repeated += count > 3 ? 9 : 0;
        }
        boolean spread = repeated <= 1 || (d[0] == 1 && d[1] == 2);
        return d[0] != 0 && spread && Checksums.mod11And10(d, 11);
    }

    private static boolean bsn(int[] d) {
        return Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    private static boolean nhs(int[] d) {
        int check = 11 - Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 0 : check) == d[9];
    }

    private static boolean sweden(int[] d, int from) {
        int day = d[from + 4] * 10 + d[from + 5];
        boolean born = Checksums.date(d[from + 2] * 10 + d[from + 3], day > 60 ? day - 60 : day);
        boolean century = from == 0 || (d[0] == 1 && d[1] >= 8) || (d[0] == 2 && d[1] == 0);
        return born && century && Checksums.luhn(d, from, 10);
    }

    private static boolean norway(int[] d) {
        int first = 11 - Checksums.weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11;
        int second = 11 - Checksums.weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        int day = d[0] * 10 + d[1];
        boolean born = Checksums.date(d[2] * 10 + d[3], day > 40 ? day - 40 : day);
        return born && first % 11 == d[9] && second % 11 == d[10];
    }

    private static boolean day(int[] d, int from) {
        return Checksums.date(d[from + 2] * 10 + d[from + 3], d[from] * 10 + d[from + 1]);
    }

    private static boolean belgium(int[] d) {
        int check = d[9] * 10 + d[10];
        int rest = Checksums.remainder(d, 9, 97);
        int later = (int) ((2_000_000_000L + longOf(d, 9)) % 97);
        boolean born = Checksums.date((d[2] * 10 + d[3]) % 20, d[4] * 10 + d[5]);
        return born && (97 - rest == check || 97 - later == check);
    }

    private static boolean france(int[] d) {
        int month = d[3] * 10 + d[4];
        boolean born = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
        boolean sex = d[0] == 1 || d[0] == 2 || d[0] == 3 || d[0] == 4 || d[0] == 7 || d[0] == 8;
        return sex && born && 97 - Checksums.remainder(d, 13, 97) == d[13] * 10 + d[14];
    }

    private static boolean swiss(int[] d) {
        int sum = Checksums.weighted(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
        return d[0] == 7 && d[1] == 5 && d[2] == 6 && sum % 10 == 0;
    }

    private static boolean portugal(int[] d) {
        int check = 11 - Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return d[0] != 0 && d[0] != 4 && (check >= 10 ? 0 : check) == d[8];
    }

    private static long longOf(int[] d, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + d[i];
        }
        return value;
    }

    private static boolean austria(int[] d) {
        int sum = Checksums.weighted(d, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6);
        return d[0] > 0 && sum % 11 == d[3] && Checksums.date((d[6] * 10 + d[7]) % 20, d[4] * 10 + d[5]);
    }

    private static boolean iceland(int[] d) {
        int check = (11 - Checksums.weighted(d, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return day(d, 0) && check == d[8] && (d[9] == 9 || d[9] == 0 || d[9] == 8);
    }

    private static boolean czechia(int[] d) {
        int month = (d[2] * 10 + d[3]) % 50;
        boolean born = Checksums.date(month > 20 ? month - 20 : month, d[4] * 10 + d[5]);
        return born && Checksums.remainder(d, 10, 11) == 0;
    }

    private static boolean romania(int[] d) {
        int check = Checksums.weighted(d, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        boolean born = d[0] > 0 && Checksums.date(d[3] * 10 + d[4], d[5] * 10 + d[6]);
        return born && (check == 10 ? 1 : check) == d[12];
    }

    private static boolean bulgaria(int[] d) {
        boolean born = Checksums.date((d[2] * 10 + d[3]) % 20, d[4] * 10 + d[5]);
        return born && Checksums.weighted(d, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == d[9];
    }

    private static boolean baltic(int[] d) {
        int check = Checksums.weighted(d, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        int again = Checksums.weighted(d, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        boolean born = d[0] >= 1 && d[0] <= 6 && Checksums.date(d[3] * 10 + d[4], d[5] * 10 + d[6]);
        return born && (check == 10 ? again : check) == d[10];
    }

    private static boolean snils(int[] d) {
        int sum = Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        return sum % 101 % 100 == d[9] * 10 + d[10];
    }

    private static boolean inn(int[] d) {
        int first = Checksums.weighted(d, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10;
        int second = Checksums.weighted(d, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10;
        return first == d[10] && second == d[11];
    }
}
