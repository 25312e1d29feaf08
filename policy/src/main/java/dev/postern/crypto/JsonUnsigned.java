package dev.postern.crypto;

/**
 * An integer from 2^63 to 2^64 − 1: the canonical form knows unsigned integers too. Smaller ones are {@link JsonInteger}s,
 * so that every integer has one representation.
 *
 * @param bits the value as an unsigned long; negative as a signed one
 */
public record JsonUnsigned(long bits) implements Json {
    public JsonUnsigned {
        if (bits >= 0) {
            throw new IllegalArgumentException(bits + " is an integer with sign, not one above 2^63 - 1");
        }
    }
}
