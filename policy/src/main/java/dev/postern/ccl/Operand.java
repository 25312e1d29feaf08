package dev.postern.ccl;

import java.util.List;

/** The right-hand side of a comparison. */
public sealed interface Operand {

    /** A string; also an undotted identifier other than {@code true} and {@code false}. */
    record Text(String value) implements Operand {}

    /** A whole number. */
    record Int(long value) implements Operand {}

    /** A number with a fraction, always finite. */
    record Real(double value) implements Operand {}

    record Bool(boolean value) implements Operand {}

    /** A bracketed list; its elements have been turned to text, as the language defines. */
    record Items(List<String> values) implements Operand {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Another attribute of the same check: a dotted identifier, of two segments at least. */
    record Field(FieldPath path) implements Operand {
        public Field {
            if (path.segments().size() < 2) {
                throw new IllegalArgumentException(
                        "a field operand '" + path + "' has one segment, expected two or more");
            }
        }
    }
}
