package dev.postern.egress.detect;

import java.util.Map;
import java.util.Set;

/** Country calling codes (ITU-T E.164) and how many digits numbers with them have at most. */
final class CallingCodes {

    private static final Set<Integer> TWO = Set.of(
            20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
            61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98);

    private static final Map<Integer, Integer> MOST = Map.ofEntries(
            Map.entry(27, 11),
            Map.entry(30, 12),
            Map.entry(31, 11),
            Map.entry(32, 11),
            Map.entry(33, 11),
            Map.entry(34, 11),
            Map.entry(36, 11),
            Map.entry(39, 12),
            Map.entry(41, 11),
            Map.entry(44, 12),
            Map.entry(45, 10),
            Map.entry(46, 11),
            Map.entry(47, 10),
            Map.entry(48, 11),
            Map.entry(49, 13),
            Map.entry(52, 12),
            Map.entry(55, 13),
            Map.entry(61, 11),
            Map.entry(65, 10),
            Map.entry(81, 12),
            Map.entry(82, 12),
            Map.entry(86, 13),
            Map.entry(90, 12),
            Map.entry(91, 12),
            Map.entry(92, 12));

    private CallingCodes() {}

    /** The most digits of a number, its calling code included, or 0 if it has none. */
    static int mostDigits(int[] digits, int count) {
        if (count < 8) {
            return 0;
        }
        if (digits[0] == 1 || digits[0] == 7) {
            return digits[0] == 1 && digits[1] < 2 ? 0 : 11;
        }
        int two = digits[0] * 10 + digits[1];
        if (TWO.contains(two)) {
            return MOST.getOrDefault(two, 13);
        }
        boolean three = (two >= 21 && two <= 29)
                || two == 35
                || two == 37
                || two == 38
                || two == 42
                || two == 50
                || two == 59
                || two == 67
                || two == 68
                || two == 69
                || two == 80
                || two == 85
                || two == 87
                || two == 88
                || two == 96
                || two == 97
                || two == 99;
        return three ? 13 : 0;
    }
}
