package dev.postern.ccl;

import java.util.List;
import java.util.stream.Stream;

/** The {@code when} part of a rule. */
public sealed interface Condition {

    /** True when every part is; at least two parts, none of which is itself an And: such parts are taken apart. */
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = parts.stream()
                    .flatMap(part -> part instanceof And nested ? nested.parts.stream() : Stream.of(part))
                    .toList();
            requireTwo(parts);
        }
    }

    /** True when any part is; at least two parts, none of which is itself an Or: such parts are taken apart. */
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = parts.stream()
                    .flatMap(part -> part instanceof Or nested ? nested.parts.stream() : Stream.of(part))
                    .toList();
            requireTwo(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /** One field against one operand. */
    record Comparison(FieldPath field, Operator operator, Operand operand, Span span) implements Condition {}

    private static void requireTwo(List<Condition> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("a compound of " + parts.size() + " parts, expected two or more");
        }
    }
}
