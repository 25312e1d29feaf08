package dev.postern.crypto;

import dev.postern.crypto.JsonError.Kind;
import org.jspecify.annotations.Nullable;

/** The values of JSON numbers, and the text of doubles. */
final class JsonNumbers {

    private static final int MOST_DIGITS_OF_AN_INTEGER = 20;

    private JsonNumbers() {}

    /** The value of {@code number}, which has the grammar of a JSON number and stands at {@code offset}. */
    static Json parse(String number, int offset, boolean decimals) {
        boolean whole = number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
        if (whole && !number.equals("-0")) {
            Json integer = integer(number);
            if (integer != null) {
                return integer;
            }
        }
        if (decimals) {
            return decimal(number, offset);
        }
        throw whole && !number.equals("-0")
                ? new JsonFailure(Kind.NUMBER_OUT_OF_RANGE, offset, "an integer beyond 64 bits")
                : new JsonFailure(Kind.NOT_AN_INTEGER, offset, "a number that is no integer, expected an integer");
    }

    private static @Nullable Json integer(String digits) {
        if (digits.length() > MOST_DIGITS_OF_AN_INTEGER) {
            return null;
        }
        try {
            return new JsonInteger(Long.parseLong(digits));
        } catch (NumberFormatException beyondSigned) {
            return digits.startsWith("-") ? null : unsigned(digits);
        }
    }

    private static @Nullable Json unsigned(String digits) {
        try {
            return new JsonUnsigned(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException beyondUnsigned) {
            return null;
        }
    }

    private static Json decimal(String number, int offset) {
        double value = Double.parseDouble(number);
        if (!Double.isFinite(value)) {
            throw new JsonFailure(Kind.NUMBER_OUT_OF_RANGE, offset, "a number beyond what a double holds");
        }
        return new JsonDecimal(value);
    }
}
