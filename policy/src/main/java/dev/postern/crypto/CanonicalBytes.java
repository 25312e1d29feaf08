package dev.postern.crypto;

/**
 * The one text of a JSON value: compact UTF-8, members sorted by code point, integers only, every string value that is an
 * RFC 3339 time in UTC with whole seconds ({@link Rfc3339}), nothing escaped but quotes, backslashes and control
 * characters. Equal values have equal bytes; parsing the bytes and canonicalising again changes nothing.
 */
public final class CanonicalBytes extends Signable {

    private CanonicalBytes(byte[] bytes) {
        super(bytes);
    }

    /** Bytes that were put together out of what {@link JsonWriter} wrote. */
    static CanonicalBytes made(byte[] bytes) {
        return new CanonicalBytes(bytes);
    }

    /**
     * The canonical bytes of {@code value}.
     *
     * @throws IllegalArgumentException when it holds a {@link JsonDecimal} or is nested deeper than
     *     {@link Json#MAX_DEPTH}; what {@link JsonParser} read within {@link JsonLimits#STRICT} never is
     */
    public static CanonicalBytes of(Json value) {
        return new CanonicalBytes(
                new JsonWriter(JsonStyle.CANONICAL).write(value).toByteArray());
    }
}
