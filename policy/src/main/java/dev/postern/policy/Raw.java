package dev.postern.policy;

import dev.postern.ccl.Numbers;
import dev.postern.ccl.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as comparisons see them. A text is its {@link String}, a list its {@link List} and named values their
 * {@link java.util.Map}; null, booleans and numbers stay {@link Value}s. So the parts of a principal need no wrapping.
 */
final class Raw {

    private Raw() {}

    static @Nullable Object of(@Nullable Value value) {
        return value == null ? null : present(value);
    }

    /** An element of a raw list: already raw in a principal's roles, a {@link Value} elsewhere. */
    static Object element(Object element) {
        return element instanceof Value value ? present(value) : element;
    }

    /** A literal of the language; a field is none. */
    static Object of(Operand operand) {
        if (operand instanceof Operand.Text text) {
            return text.value();
        }
        if (operand instanceof Operand.Int number) {
            return new Value.Int(number.value());
        }
        if (operand instanceof Operand.Real number) {
            return new Value.Real(number.value());
        }
        if (operand instanceof Operand.Bool bool) {
            return Value.Bool.of(bool.value());
        }
        if (operand instanceof Operand.Items items) {
            return items.values();
        }
        throw new IllegalArgumentException("a field is no literal");
    }

    /** The text of a value as the language defines it for {@code in}: what ECMAScript's String() gives. */
    static String text(Object raw) {
        if (raw instanceof String text) {
            return text;
        }
        if (raw instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (raw instanceof Value.Real number) {
            return text(number.value());
        }
        if (raw instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (raw == Value.Null.NULL) {
            return "null";
        }
        return raw instanceof List<?> list ? joined(list) : "[object Object]";
    }

    static String text(double number) {
        return Double.isFinite(number)
                ? Numbers.text(number)
                : Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    private static String joined(List<?> list) {
        StringBuilder text = new StringBuilder();
        String between = "";
        for (Object item : list) {
            Object raw = element(item);
            text.append(between).append(raw == Value.Null.NULL ? "" : text(raw));
            between = ",";
        }
        return text.toString();
    }

    private static Object present(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Items items) {
            return items.values();
        }
        return value instanceof Value.Fields fields ? fields.values() : value;
    }
}
