package dev.postern.policy;

import java.util.List;
import java.util.Map;

/** An attribute's value: typed and immutable, with integers that survive. */
public sealed interface Value {

    /** A present value that says nothing; an absent attribute has no value at all. */
    enum Null implements Value {
        NULL
    }

    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    record Int(long value) implements Value {}

    /** A 64-bit binary fraction; it equals an {@link Int} of the same mathematical value when compared by a policy. */
    record Real(double value) implements Value {}

    record Text(String value) implements Value {}

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Named values; the order of entries carries no meaning. */
    record Fields(Map<String, Value> values) implements Value {
        public static final Fields EMPTY = new Fields(Map.of());

        public Fields {
            values = Map.copyOf(values);
        }
    }
}
