package dev.postern.ccl;

import java.util.List;

/** The {@code when} part of a rule. */
public sealed interface Condition {

    /** True when every part is; at least two parts. */
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** True when any part is; at least two parts. */
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /** One field against one operand. */
    record Comparison(FieldPath field, Operator operator, Operand operand, Span span) implements Condition {}
}
