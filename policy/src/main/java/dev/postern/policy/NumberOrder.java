package dev.postern.policy;

/** Exact comparison of integers and fractions, beyond 2^53 too. */
final class NumberOrder {

    /** No order: one of the two is no number, or not a number. */
    static final int UNORDERED = 2;

    private static final double TWO_TO_63 = 0x1p63;

    private NumberOrder() {}

    static boolean isNumber(Object raw) {
        return raw instanceof Value.Int || raw instanceof Value.Real;
    }

    /** Negative, zero or positive as {@code left} is below, at or above {@code right}; else {@link #UNORDERED}. */
    static int compare(Object left, Object right) {
        if (left instanceof Value.Int a) {
            return right instanceof Value.Int b
                    ? Long.compare(a.value(), b.value())
                    : right instanceof Value.Real b ? compare(a.value(), b.value()) : UNORDERED;
        }
        if (left instanceof Value.Real a) {
            return right instanceof Value.Real b
                    ? compare(a.value(), b.value())
                    : right instanceof Value.Int b ? reversed(compare(b.value(), a.value())) : UNORDERED;
        }
        return UNORDERED;
    }

    private static int compare(double left, double right) {
        return left < right ? -1 : left > right ? 1 : left == right ? 0 : UNORDERED;
    }

    private static int compare(long left, double right) {
        if (Double.isNaN(right)) {
            return UNORDERED;
        }
        if (right >= TWO_TO_63) {
            return -1;
        }
        if (right < -TWO_TO_63) {
            return 1;
        }
        long whole = (long) right;
        return left != whole ? Long.compare(left, whole) : compare((double) whole, right);
    }

    private static int reversed(int order) {
        return order == UNORDERED ? UNORDERED : -order;
    }
}
