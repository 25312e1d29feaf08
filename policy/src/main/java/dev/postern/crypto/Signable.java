package dev.postern.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a kind that a key may sign. Every kind says in its bytes, or by its form, what it is, so that a signature over
 * one can never be taken for a signature over another. Immutable; equal when kind and bytes are.
 */
public abstract sealed class Signable permits CanonicalBytes, EcmaBytes, JwsInput, NoteText, PreAuthEncoding {

    private final byte[] bytes;

    /** Takes {@code bytes} over: nobody else may write to them. */
    Signable(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes themselves, for this package, which does not write to them. */
    final byte[] bytes() {
        return bytes;
    }

    public final int size() {
        return bytes.length;
    }

    public final byte[] toByteArray() {
        return bytes.clone();
    }

    /** SHA-256 of the bytes. */
    public final ContentDigest digest() {
        return Sha256.of(bytes);
    }

    @Override
    public final boolean equals(@Nullable Object object) {
        return getClass().isInstance(object) && Arrays.equals(bytes, ((Signable) object).bytes);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Its kind and size; the content may be secret. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + bytes.length + " bytes]";
    }
}
