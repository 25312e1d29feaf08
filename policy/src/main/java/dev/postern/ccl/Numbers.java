package dev.postern.ccl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the language reads and writes them, the same on every JDK. */
public final class Numbers {

    private static final RoundingMode[] CLOSEST_FIRST = {
        RoundingMode.HALF_EVEN, RoundingMode.CEILING, RoundingMode.FLOOR
    };
    private static final int MAX_DIGITS = 17;

    /** A decimal of so many digits survives the way through a normal double: what is shorter shows as trailing zeros. */
    private static final int SURE_DIGITS = 15;

    private Numbers() {}

    /**
     * The text that a number takes where the language turns values to text (list elements, the left side of {@code in}):
     * the shortest decimal that reads back as the same double, laid out as ECMAScript's Number::toString does; so
     * {@code 1.0} is {@code 1} and {@code 1e21} has an exponent.
     *
     * @param value finite
     */
    public static String text(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + layOut(digits, point);
    }

    /** The text of a number operand, see {@link #text(double)}. */
    static String text(Operand number) {
        return number instanceof Operand.Real real ? text(real.value()) : Long.toString(((Operand.Int) number).value());
    }

    /** A literal of {@code value} that the parser reads back as the same double: a fraction, never an exponent. */
    static String literal(double value) {
        if (value == 0) {
            return "0.0";
        }
        String plain = shortest(Math.abs(value)).toPlainString();
        return (value < 0 ? "-" : "") + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    /**
     * A number token's value.
     *
     * @throws SyntaxFailure unless it is a 64-bit integer or a finite decimal
     */
    static Operand parse(Token number) {
        String text = number.text();
        if (text.indexOf('.') >= 0) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw new SyntaxFailure(number.span(), "the number is too large, expected one that fits a double");
            }
            return new Operand.Real(value == 0 ? 0.0 : value);
        }
        try {
            return new Operand.Int(Long.parseLong(text));
        } catch (NumberFormatException tooLong) {
            throw new SyntaxFailure(
                    number.span(), "found " + number.described() + ", expected an integer that fits 64 bits");
        }
    }

    /** Without trailing zeros. Java's own shortest text changed between releases, so it is searched for. */
    private static BigDecimal shortest(double positive) {
        BigDecimal exact = new BigDecimal(positive);
        int fewest = positive < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        for (int digits = fewest; digits < MAX_DIGITS; digits++) {
            for (RoundingMode mode : CLOSEST_FIRST) {
                BigDecimal candidate = exact.round(new MathContext(digits, mode));
                if (candidate.doubleValue() == positive) {
                    return candidate.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    /** @param point how many of the digits stand before the decimal point; may be negative or beyond them */
    private static String layOut(String digits, int point) {
        int length = digits.length();
        if (point > 21 || point <= -6) {
            String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return mantissa + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= length
                ? digits + "0".repeat(point - length)
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
