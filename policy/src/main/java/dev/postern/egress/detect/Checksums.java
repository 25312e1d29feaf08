package dev.postern.egress.detect;

/** Check digits of numbers people carry. Digits are given as numbers 0 to 9. Stateless. */
final class Checksums {

    /* The dihedral group of order ten and its permutation (Verhoeff, 1969). */
    private static final int[][] VERHOEFF = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Checksums() {}

    /** Luhn's sum of the first {@code count} digits (ISO/IEC 7812-1) is a multiple of ten. */
    static boolean luhn(int[] digits, int from, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int d = digits[from + count - 1 - i];
            sum += (i & 1) == 0 ? d : d < 5 ? 2 * d : 2 * d - 9;
        }
        return sum % 10 == 0;
    }

    static boolean verhoeff(int[] digits, int count) {
        int c = 0;
        for (int i = 0; i < count; i++) {
            int d = digits[count - 1 - i];
            for (int k = 0; k < i % 8; k++) {
                d = PERMUTATION[d];
            }
            c = VERHOEFF[c][d];
        }
        return c == 0;
    }

    /** The sum of digits times weights. */
    static int weighted(int[] digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digits[i] * weights[i];
        }
        return sum;
    }

    /** The remainder of the first {@code count} digits read as one number. */
    static int remainder(int[] digits, int count, int modulus) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value * 10 + digits[i]) % modulus;
        }
        return (int) value;
    }

    /** ISO 7064, MOD 11,10: the last of {@code count} digits checks the others. */
    static boolean mod11And10(int[] digits, int count) {
        int product = 10;
        for (int i = 0; i < count - 1; i++) {
            int sum = (digits[i] + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[count - 1];
    }

    /** Whether a two-digit month and a day could be of a date. */
    static boolean date(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    static boolean allEqual(int[] digits, int count) {
        for (int i = 1; i < count; i++) {
            if (digits[i] != digits[0]) {
                return false;
            }
        }
        return true;
    }
}
