package dev.postern.crypto;

/**
 * A number that was written with a fraction or an exponent, or that is no 64-bit integer. Has no canonical bytes; only
 * documents whose format has such numbers are parsed with them.
 *
 * @param value finite
 */
public record JsonDecimal(double value) implements Json {
    public JsonDecimal {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is not a JSON number");
        }
    }
}
