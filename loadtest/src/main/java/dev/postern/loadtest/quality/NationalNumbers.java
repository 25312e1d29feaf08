package dev.postern.loadtest.quality;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Numbers of people whose checks are more than one weighted sum, from what the issuing states publish. */
final class NationalNumbers {

    /** By name, as in {@link CheckedNumbers}; none takes anything. */
    static final Map<String, Function<SplittableRandom, String>> BY_NAME = Map.of(
            "aadhaar", NationalNumbers::aadhaar,
            "steuerid", NationalNumbers::steuerId,
            "nir", NationalNumbers::nir,
            "codicefiscale", NationalNumbers::codiceFiscale,
            "tckimlik", NationalNumbers::tcKimlik,
            "fodselsnummer", NationalNumbers::fodselsnummer,
            "hetu", NationalNumbers::hetu,
            "residentid", NationalNumbers::residentId,
            "rijksregister", NationalNumbers::rijksregister,
            "rrn", NationalNumbers::rrn);

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private NationalNumbers() {}

    /** India: twelve digits, Verhoeff's check. */
    private static String aadhaar(SplittableRandom random) {
        String number = random.nextInt(2, 10) + Draws.digits(10, random);
        for (int check = 0; ; check++) {
            if (verhoeff(number + check) == 0) {
                return number + check;
            }
        }
    }

    private static int verhoeff(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            for (int times = 0; times < i % 8; times++) {
                digit = PERMUTATION[digit];
            }
            sum = DIHEDRAL[sum][digit];
        }
        return sum;
    }

    /** Germany: ten digits of which one stands twice, ISO 7064 modulo 11, 10. */
    private static String steuerId(SplittableRandom random) {
        StringBuilder digits = new StringBuilder("1234567890");
        for (int i = 9; i > 0; i--) {
            int other = random.nextInt(i + 1);
            char kept = digits.charAt(i);
            digits.setCharAt(i, digits.charAt(other));
            digits.setCharAt(other, kept);
        }
        if (digits.charAt(0) == '0') {
            digits.reverse();
        }
        digits.setCharAt(7, digits.charAt(2));
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return digits.toString() + (11 - product) % 10;
    }

    /** France: sex, year, month, place, order, and 97 less the remainder. */
    private static String nir(SplittableRandom random) {
        String number = random.nextInt(1, 3)
                + birth(random).substring(0, 4)
                + random.nextInt(10, 95)
                + random.nextInt(100, 900)
                + random.nextInt(100, 900);
        return number + two((int) (97 - Long.parseLong(number) % 97));
    }

    /** Italy: letters of the names, birth, place, and a letter of two tables. */
    private static String codiceFiscale(SplittableRandom random) {
        String birth = birth(random);
        String head = Draws.some("BCDFGLMNPRSTV", 6, random)
                + birth.substring(0, 2)
                + "ABCDEHLMPRST".charAt(Integer.parseInt(birth.substring(2, 4)) - 1)
                + birth.substring(4)
                + Draws.some("AFHL", 1, random)
                + random.nextInt(100, 900);
        String odd = "BAKPLCQDREVOSFTGUHMINJWZYX";
        int sum = 0;
        for (int i = 0; i < head.length(); i++) {
            int value = Character.digit(head.charAt(i), 36);
            int place = value < 10 ? value : value - 10;
            sum += i % 2 == 0 ? odd.indexOf('A' + place) : place;
        }
        return head + (char) ('A' + sum % 26);
    }

    /** Turkey: two check digits of eleven. */
    private static String tcKimlik(SplittableRandom random) {
        String nine = random.nextInt(1, 10) + Draws.digits(8, random);
        int odd = sum(nine, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = sum(nine, 0, 1, 0, 1, 0, 1, 0, 1, 0);
        int tenth = Math.floorMod(7 * odd - even, 10);
        return nine + tenth + (odd + even + tenth) % 10;
    }

    /** Norway: birth, three digits, two check digits modulo 11. */
    private static String fodselsnummer(SplittableRandom random) {
        while (true) {
            String birth = birth(random);
            String nine = birth.substring(4) + birth.substring(2, 4) + birth.substring(0, 2) + Draws.digits(3, random);
            int first = (11 - sum(nine, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11) % 11;
            int second = (11 - sum(nine + first % 10, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
            if (first < 10 && second < 10) {
                return nine + first + second;
            }
        }
    }

    /** Finland: birth, a mark of the century, three digits and a character of 31. */
    private static String hetu(SplittableRandom random) {
        String birth = birth(random);
        String day = birth.substring(4) + birth.substring(2, 4) + birth.substring(0, 2);
        String order = String.valueOf(random.nextInt(100, 900));
        return day + "-" + order + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(Integer.parseInt(day + order) % 31);
    }

    /** China: place, birth, order, ISO 7064 modulo 11, 2. */
    private static String residentId(SplittableRandom random) {
        String number = Draws.some("1345", 1, random) + "10105" + "19" + birth(random) + Draws.digits(3, random);
        int sum = sum(number, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        return number + "10X98765432".charAt(sum % 11);
    }

    /** Belgium: birth, order, and 97 less the remainder. */
    private static String rijksregister(SplittableRandom random) {
        String number = birth(random) + random.nextInt(100, 900);
        return number + two(97 - Integer.parseInt(number) % 97);
    }

    /** South Korea: birth, sex, place, and a weighted sum. */
    private static String rrn(SplittableRandom random) {
        String number = birth(random) + random.nextInt(1, 3) + Draws.digits(5, random);
        return number + (11 - sum(number, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
    }

    /** Year, month and day of the last century, two digits each. */
    private static String birth(SplittableRandom random) {
        return two(random.nextInt(45, 99)) + two(random.nextInt(1, 13)) + two(random.nextInt(10, 29));
    }

    private static int sum(String digits, int... weights) {
        return CheckedNumbers.sum(digits, weights);
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
