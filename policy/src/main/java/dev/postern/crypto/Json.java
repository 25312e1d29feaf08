package dev.postern.crypto;

/**
 * A JSON value. Immutable, always valid Unicode. A tree of them is parsed by {@link JsonParser}, printed as it stands by
 * {@link #print()} and made canonical by {@link CanonicalBytes}.
 */
public sealed interface Json
        permits JsonArray, JsonBoolean, JsonDecimal, JsonInteger, JsonNull, JsonObject, JsonString, JsonUnsigned {

    /** How deep arrays and objects may nest wherever a tree is walked. */
    int MAX_DEPTH = 128;

    /**
     * Compact JSON text, members in the order they stand, numbers as they are.
     *
     * @throws IllegalArgumentException when it is nested deeper than {@link #MAX_DEPTH}
     */
    default String print() {
        return new JsonWriter(JsonStyle.AS_IT_STANDS).write(this).toText();
    }
}
