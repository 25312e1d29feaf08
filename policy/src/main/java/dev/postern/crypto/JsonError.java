package dev.postern.crypto;

/**
 * Why bytes are not the JSON that was expected.
 *
 * @param kind stable
 * @param offset of the first byte concerned
 * @param message for people: what was wrong, what was expected
 */
public record JsonError(Kind kind, int offset, String message) {

    /** What is wrong. */
    public enum Kind {
        /** Not JSON at all (RFC 8259). */
        SYNTAX,
        /** More bytes than the limit. */
        TOO_LARGE,
        /** Nested deeper than the limit. */
        TOO_DEEP,
        /** One object names a member twice. */
        DUPLICATE_NAME,
        /** Bytes that are not UTF-8. */
        INVALID_UTF8,
        /** An escape for half of a surrogate pair. */
        LONE_SURROGATE,
        /** A number with a fraction or an exponent, or {@code -0}. */
        NOT_AN_INTEGER,
        /** An integer below -2^63 or above 2^64 − 1, or a decimal beyond what a double holds. */
        NUMBER_OUT_OF_RANGE
    }

    @Override
    public String toString() {
        return "byte " + offset + ": " + message;
    }
}
