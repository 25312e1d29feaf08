package dev.postern.policy;

import dev.postern.ccl.Operator;
import java.util.List;

/** A comparison, the smallest thing a condition is made of; each is evaluated at most once for a check. */
sealed interface Atom {

    /** The slot of the field on its left. */
    int slot();

    /** Whether making it costs so much more than other comparisons that it is put off until nothing else decides. */
    default boolean isDear() {
        return false;
    }

    /**
     * A field against a literal.
     *
     * @param keys the texts that make it hold when the field is one of them, or holds one of them; empty when it cannot
     *     be looked up
     * @param look how {@code keys} are looked up
     */
    record Literal(int slot, ValueTest test, Look look, List<String> keys) implements Atom {
        @Override
        public boolean isDear() {
            return test.isDear();
        }
    }

    /** A field against another field. */
    record Relation(int slot, Operator operator, int other) implements Atom {}

    /** How a text value decides an atom by look-up. */
    enum Look {
        /** Not at all. */
        NONE,
        /** The value is one of the keys. */
        IS,
        /** The value is a list that holds one of the keys. */
        HOLDS
    }
}
