package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Identity and tax numbers made of digits, with their checks. Where a number is written in a way of its own, the check is
 * enough; where it is a run of digits, a word must tell what it is, unless two digits check it.
 */
final class NationalNumbers implements NumberRule {

    private static final int VALID = 1;

    /**
     * One kind.
     *
     * @param shape how it is written, as for {@link NumberGroups#shaped}
     * @param untold the confidence without a word that tells, 0 if it must be told
     * @param check positive if the digits are right
     */
    private record Kind(String detector, String shape, int untold, ToIntFunction<int[]> check, Topic topic) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("pii.br-cpf", "3.3.3-2", 96, NationalNumbers::cpf, Topic.BRAZIL_PERSON),
            new Kind("pii.br-cpf", "b", 0, NationalNumbers::cpf, Topic.BRAZIL_PERSON),
            new Kind("pii.br-cnpj", "2.3.3/4-2", 96, NationalNumbers::cnpj, Topic.BRAZIL_COMPANY),
            new Kind("pii.br-cnpj", "e", 0, NationalNumbers::cnpj, Topic.BRAZIL_COMPANY),
            new Kind("pii.pl-pesel", "b", 0, NationalNumbers::pesel, Topic.POLAND),
            new Kind("pii.de-tax-id", "2 3 3 3", 78, NationalNumbers::steuerId, Topic.GERMANY_TAX),
            new Kind("pii.de-tax-id", "b", 0, NationalNumbers::steuerId, Topic.GERMANY_TAX),
            new Kind("pii.nl-bsn", "9", 0, NationalNumbers::bsn, Topic.NETHERLANDS),
            new Kind("pii.nl-bsn", "4.2.3", 70, NationalNumbers::bsn, Topic.NETHERLANDS),
            new Kind("pii.in-aadhaar", "4~4~4", 72, NationalNumbers::aadhaar, Topic.INDIA_AADHAAR),
            new Kind("pii.in-aadhaar", "c", 0, NationalNumbers::aadhaar, Topic.INDIA_AADHAAR),
            new Kind("pii.ca-sin", "3~3~3", 62, NationalNumbers::sin, Topic.CANADA),
            new Kind("pii.ca-sin", "9", 0, NationalNumbers::sin, Topic.CANADA),
            new Kind("pii.au-tfn", "3 3 3", 0, NationalNumbers::tfn, Topic.AUSTRALIA_TAX),
            new Kind("pii.au-tfn", "9", 0, NationalNumbers::tfn, Topic.AUSTRALIA_TAX),
            new Kind("pii.au-abn", "2 3 3 3", 60, NationalNumbers::abn, Topic.AUSTRALIA_BUSINESS),
            new Kind("pii.au-abn", "b", 0, NationalNumbers::abn, Topic.AUSTRALIA_BUSINESS),
            new Kind("pii.au-medicare", "4 5 1", 70, NationalNumbers::medicare, Topic.AUSTRALIA_HEALTH),
            new Kind("pii.au-medicare", "a", 0, NationalNumbers::medicare, Topic.AUSTRALIA_HEALTH),
            new Kind("pii.uk-nhs", "3~3~4", 62, NationalNumbers::nhs, Topic.BRITAIN_HEALTH),
            new Kind("pii.uk-nhs", "a", 0, NationalNumbers::nhs, Topic.BRITAIN_HEALTH),
            new Kind("pii.se-personnummer", "6-4", 82, d -> sweden(d, 0), Topic.SWEDEN),
            new Kind("pii.se-personnummer", "8-4", 88, d -> sweden(d, 2), Topic.SWEDEN),
            new Kind("pii.se-personnummer", "a", 0, d -> sweden(d, 0), Topic.SWEDEN),
            new Kind("pii.se-personnummer", "c", 0, d -> sweden(d, 2), Topic.SWEDEN),
            new Kind("pii.no-fodselsnummer", "6 5", 85, NationalNumbers::norway, Topic.NORWAY),
            new Kind("pii.no-fodselsnummer", "b", 62, NationalNumbers::norway, Topic.NORWAY),
            new Kind("pii.dk-cpr", "6-4", 0, d -> day(d, 0), Topic.DENMARK),
            new Kind("pii.be-national", "2.2.2-3.2", 96, NationalNumbers::belgium, Topic.BELGIUM),
            new Kind("pii.be-national", "b", 0, NationalNumbers::belgium, Topic.BELGIUM),
            new Kind("pii.fr-nir", "1 2 2 2 3 3 2", 96, NationalNumbers::france, Topic.FRANCE),
            new Kind("pii.fr-nir", "d 2", 90, NationalNumbers::france, Topic.FRANCE),
            new Kind("pii.fr-nir", "f", 78, NationalNumbers::france, Topic.FRANCE),
            new Kind("pii.cn-resident", "i", 92, NationalNumbers::china, Topic.CHINA),
            new Kind("pii.kr-rrn", "6-7", 82, NationalNumbers::korea, Topic.KOREA),
            new Kind("pii.za-id", "d", 0, NationalNumbers::southAfrica, Topic.SOUTH_AFRICA),
            new Kind("pii.za-id", "6 4 2 1", 75, NationalNumbers::southAfrica, Topic.SOUTH_AFRICA),
            new Kind("pii.tr-kimlik", "b", 0, NationalNumbers::turkey, Topic.TURKEY),
            new Kind("pii.ch-ahv", "3.4.4.2", 96, NationalNumbers::swiss, Topic.SWITZERLAND),
            new Kind("pii.ch-ahv", "d", 0, NationalNumbers::swiss, Topic.SWITZERLAND),
            new Kind("pii.pt-nif", "9", 0, NationalNumbers::portugal, Topic.PORTUGAL),
            new Kind("pii.pt-nif", "3 3 3", 0, NationalNumbers::portugal, Topic.PORTUGAL));

    private static final ByShape<Kind> BY_SHAPE = new ByShape<>(KINDS, Kind::shape);

    @Override
    public void match(Text text, NumberGroups groups, Sink out) {
        if (groups.total() < 9 || Numbers.continued(text, groups.start()) || french(text, groups, out)) {
            return;
        }
        for (Kind kind : BY_SHAPE.of(groups)) {
            int end = groups.shaped(kind.shape);
            if (end < 0 || Numbers.row(text, groups, end) || kind.check.applyAsInt(groups.digits) < VALID) {
                continue;
            }
            int count = groups.digitsTo(kind.shape.length() / 2);
            boolean told = text.near(groups.start(), kind.topic);
            int confidence = told ? Math.max(88, kind.untold) : kind.untold;
            if (confidence > 0 && !Checksums.allEqual(groups.digits, count)) {
                out.add(FindingType.NATIONAL_ID, kind.detector, groups.start(), end, confidence);
            }
        }
    }

    /** A French number begins with one digit that stands alone, before the first group the text is asked for. */
    private static boolean french(Text text, NumberGroups groups, Sink out) {
        int start = groups.start() - 2;
        if (groups.length(0) != 2
                || text.at(start + 1) != ' '
                || (text.at(start) | 3) != '3'
                || Chars.alnum(text.at(start - 1))) {
            return false;
        }
        NumberGroups whole = text.otherGroups();
        whole.read(text, start);
        int end = whole.count() == 0 ? -1 : whole.shaped("1 2 2 2 3 3 2");
        if (end < 0 || france(whole.digits) < VALID) {
            return false;
        }
        out.add(FindingType.NATIONAL_ID, "pii.fr-nir", start, end, 96);
        return true;
    }

    private static int cpf(int[] d) {
        int first = check11(Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2));
        int second = check11(Checksums.weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2));
        return first == d[9] && second == d[10] ? VALID : 0;
    }

    private static int cnpj(int[] d) {
        int first = check11(Checksums.weighted(d, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2));
        int second = check11(Checksums.weighted(d, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2));
        return first == d[12] && second == d[13] ? VALID : 0;
    }

    private static int check11(int sum) {
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private static int pesel(int[] d) {
        int month = (d[2] * 10 + d[3]) % 20;
        int sum = Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
        return Checksums.date(month, d[4] * 10 + d[5]) && (10 - sum % 10) % 10 == d[10] ? VALID : 0;
    }

    /** Eleven digits, the first not 0; of the first ten one digit comes twice or three times, at least one is missing. */
    private static int steuerId(int[] d) {
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
        return d[0] != 0 && spread && Checksums.mod11And10(d, 11) ? VALID : 0;
    }

    private static int bsn(int[] d) {
        return Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 ? VALID : 0;
    }

    private static int aadhaar(int[] d) {
        return d[0] >= 2 && Checksums.verhoeff(d, 12) ? VALID : 0;
    }

    private static int sin(int[] d) {
        return d[0] != 0 && d[0] != 8 && Checksums.luhn(d, 0, 9) ? VALID : 0;
    }

    private static int tfn(int[] d) {
        return Checksums.weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 ? VALID : 0;
    }

    private static int abn(int[] d) {
        int sum = Checksums.weighted(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
        return d[0] != 0 && sum % 89 == 0 ? VALID : 0;
    }

    private static int medicare(int[] d) {
        boolean issued = d[0] >= 2 && d[0] <= 6;
        return issued && Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == d[8] ? VALID : 0;
    }

    private static int nhs(int[] d) {
        int check = 11 - Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 0 : check) == d[9] ? VALID : 0;
    }

    private static int sweden(int[] d, int from) {
        int day = d[from + 4] * 10 + d[from + 5];
        boolean born = Checksums.date(d[from + 2] * 10 + d[from + 3], day > 60 ? day - 60 : day);
        boolean century = from == 0 || (d[0] == 1 && d[1] >= 8) || (d[0] == 2 && d[1] == 0);
        return born && century && Checksums.luhn(d, from, 10) ? VALID : 0;
    }

    private static int norway(int[] d) {
        int first = 11 - Checksums.weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11;
        int second = 11 - Checksums.weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        int day = d[0] * 10 + d[1];
        boolean born = Checksums.date(d[2] * 10 + d[3], day > 40 ? day - 40 : day);
        return born && first % 11 == d[9] && second % 11 == d[10] ? VALID : 0;
    }

    private static int day(int[] d, int from) {
        return Checksums.date(d[from + 2] * 10 + d[from + 3], d[from] * 10 + d[from + 1]) ? VALID : 0;
    }

    private static int belgium(int[] d) {
        int check = d[9] * 10 + d[10];
        int rest = Checksums.remainder(d, 9, 97);
        int later = (int) ((2_000_000_000L + longOf(d, 9)) % 97);
        boolean born = Checksums.date((d[2] * 10 + d[3]) % 20, d[4] * 10 + d[5]);
        return born && (97 - rest == check || 97 - later == check) ? VALID : 0;
    }

    private static long longOf(int[] d, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + d[i];
        }
        return value;
    }

    private static int france(int[] d) {
        int month = d[3] * 10 + d[4];
        boolean born = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
        boolean sex = d[0] == 1 || d[0] == 2 || d[0] == 3 || d[0] == 4 || d[0] == 7 || d[0] == 8;
        return sex && born && 97 - Checksums.remainder(d, 13, 97) == d[13] * 10 + d[14] ? VALID : 0;
    }

    private static int china(int[] d) {
        int sum = Checksums.weighted(d, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        boolean born = ((d[6] == 1 && d[7] == 9) || (d[6] == 2 && d[7] == 0))
                && Checksums.date(d[10] * 10 + d[11], d[12] * 10 + d[13]);
        return d[0] > 0 && born && (12 - sum % 11) % 11 == d[17] ? VALID : 0;
    }

    private static int korea(int[] d) {
        int check = (11 - Checksums.weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
        boolean born = Checksums.date(d[2] * 10 + d[3], d[4] * 10 + d[5]) && d[6] >= 1 && d[6] <= 8;
        // Numbers given since October 2020 have no check digit.
        return born && (check == d[12] || d[0] < 3) ? VALID : 0;
    }

    private static int southAfrica(int[] d) {
        boolean born = Checksums.date(d[2] * 10 + d[3], d[4] * 10 + d[5]);
        return born && d[10] <= 1 && Checksums.luhn(d, 0, 13) ? VALID : 0;
    }

    private static int turkey(int[] d) {
        int odd = d[0] + d[2] + d[4] + d[6] + d[8];
        int even = d[1] + d[3] + d[5] + d[7];
        int tenth = Math.floorMod(odd * 7 - even, 10);
        return d[0] != 0 && tenth == d[9] && (odd + even + d[9]) % 10 == d[10] ? VALID : 0;
    }

    private static int swiss(int[] d) {
        int sum = Checksums.weighted(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
        return d[0] == 7 && d[1] == 5 && d[2] == 6 && sum % 10 == 0 ? VALID : 0;
    }

    private static int portugal(int[] d) {
        int check = 11 - Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return d[0] != 0 && d[0] != 4 && (check >= 10 ? 0 : check) == d[8] ? VALID : 0;
    }
}
