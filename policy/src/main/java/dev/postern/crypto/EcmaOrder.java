package dev.postern.crypto;

import java.util.Comparator;

/** The order of an ECMAScript object's members after sorting: array indices by value, then names by UTF-16 unit. */
enum EcmaOrder implements Comparator<String> {
    INSTANCE;

    private static final int MOST_DIGITS = 10;
    private static final long GREATEST_INDEX = (1L << 32) - 2;

    @Override
    public int compare(String left, String right) {
        long a = index(left);
        long b = index(right);
        if (a >= 0 && b >= 0) {
            return Long.compare(a, b);
        }
        return a >= 0 ? -1 : b >= 0 ? 1 : left.compareTo(right);
    }

    /** The array index that {@code name} is the decimal text of, or -1. */
    private static long index(String name) {
        if (name.isEmpty() || name.length() > MOST_DIGITS || (name.charAt(0) == '0' && name.length() > 1)) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value <= GREATEST_INDEX ? value : -1;
    }
}
