package dev.postern.crypto;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as ECMAScript writes them ({@code Number::toString}, radix 10): the shortest digits that read back as the same
 * double and, of those, the nearest. The JDK's own text differs in form and, before 19, sometimes in length.
 */
final class EcmaNumber {

    private static final int LONGEST = 17;
    private static final int LAST_PLAIN_EXPONENT = 21;
    private static final int FIRST_PLAIN_EXPONENT = -6;

    private EcmaNumber() {}

    static String print(double value) {
        if (value == 0) {
            return "0";
        }
        String magnitude = magnitude(shortest(Math.abs(value)));
        return value < 0 ? "-" + magnitude : magnitude;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < LONGEST; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(LONGEST, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    /** The form by the point's place {@code n}: the value is 0.digits × 10^n. */
    private static String magnitude(BigDecimal value) {
        String digits = value.unscaledValue().toString();
        int n = digits.length() - value.scale();
        if (digits.length() <= n && n <= LAST_PLAIN_EXPONENT) {
            return digits + "0".repeat(n - digits.length());
        }
        if (n > 0 && n <= LAST_PLAIN_EXPONENT) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (n > FIRST_PLAIN_EXPONENT && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        String head = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return head + "e" + (n > 0 ? "+" : "-") + Math.abs(n - 1);
    }
}
