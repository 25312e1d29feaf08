package dev.postern.crypto;

import java.util.Arrays;

/** The ways in which JSON texts differ that are the same JSON. */
enum JsonStyle {
    /** Members in their own order. */
    AS_IT_STANDS,
    /** {@link CanonicalBytes}. */
    CANONICAL,
    /** {@link EcmaBytes}. */
    ECMA;

    /** Puts names in the order of this style, which must have one. */
    void sort(String[] names) {
        if (names.length > 1) {
            Arrays.sort(names, this == ECMA ? EcmaOrder.INSTANCE : Unicode::compare);
        }
    }
}
