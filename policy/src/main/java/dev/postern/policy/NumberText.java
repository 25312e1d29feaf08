package dev.postern.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the language writes them: the shortest decimal that reads back, laid out as ECMAScript's Number::toString. */
final class NumberText {

    private static final int MOST_DIGITS = 17;
    private static final int PLAIN_ABOVE = 21;
    private static final int PLAIN_BELOW = -6;

    private NumberText() {}

    static String of(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == 0) {
            return "0";
        }
        String text = layOut(shortest(Math.abs(number)));
        return number < 0 ? "-" + text : text;
    }

    /** The JDK's own text is not the shortest before release 19, and answers must not depend on the release. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String layOut(BigDecimal number) {
        String digits = number.unscaledValue().toString();
        int point = digits.length() - number.scale();
        if (point > PLAIN_ABOVE || point <= PLAIN_BELOW) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
        }
        return number.toPlainString();
    }
}
