package dev.postern.crypto;

/** The ways in which JSON texts differ that are the same JSON. */
enum JsonStyle {
    /** Members in their own order. */
    AS_IT_STANDS,
    /** {@link CanonicalBytes}. */
    CANONICAL,
    /** {@link EcmaBytes}. */
    ECMA
}
