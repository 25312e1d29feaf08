package dev.postern.crypto;

/**
 * The text that ECMAScript's {@code JSON.stringify} gives a value whose members were sorted by UTF-16 unit: the canonical
 * form of covenant documents. As objects there list names that are array indices first, so does this; numbers are doubles
 * and written as {@link EcmaNumber} does.
 */
public final class EcmaBytes extends Signable {

    private EcmaBytes(byte[] bytes) {
        super(bytes);
    }

    /**
     * The bytes of {@code value}.
     *
     * @throws IllegalArgumentException when it is nested deeper than {@link Json#MAX_DEPTH}
     */
    public static EcmaBytes of(Json value) {
        return new EcmaBytes(new JsonWriter(JsonStyle.ECMA).write(value).toByteArray());
    }
}
