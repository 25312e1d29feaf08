package dev.postern.client;

import dev.postern.v1.Fields;
import dev.postern.v1.Items;
import dev.postern.v1.Null;
import dev.postern.v1.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named, typed values: integers stay integers. Immutable; every {@code with} gives a new map. */
public final class AttributeMap {

    public static final AttributeMap EMPTY = new AttributeMap(Map.of());

    private static final int MAX_DEPTH = 64;

    private final Map<String, Value> values;

    private AttributeMap(Map<String, Value> values) {
        this.values = values;
    }

    public AttributeMap with(String name, String value) {
        return plus(name, Value.newBuilder().setText(value).build());
    }

    public AttributeMap with(String name, long value) {
        return plus(name, Value.newBuilder().setInt(value).build());
    }

    /** Adds a fraction, which must be finite. */
    public AttributeMap with(String name, double value) {
        return plus(name, real(value));
    }

    public AttributeMap with(String name, boolean value) {
        return plus(name, Value.newBuilder().setBool(value).build());
    }

    public AttributeMap with(String name, AttributeMap value) {
        return plus(name, fields(value.values));
    }

    public AttributeMap with(String name, List<?> value) {
        return plus(name, value(value, 0));
    }

    /** Adds a value as the wire has it. */
    public AttributeMap with(String name, Value value) {
        return plus(name, value);
    }

    /**
     * Converts plain Java values: {@code null}, booleans, integers up to 64 bits, floats and doubles, strings, lists and
     * maps with string keys.
     *
     * @throws IllegalArgumentException on anything else, a fraction that is not finite, or more than 64 levels
     */
    public static AttributeMap of(Map<String, ?> values) {
        return new AttributeMap(convert(values, 0));
    }

    Map<String, Value> values() {
        return values;
    }

    private AttributeMap plus(String name, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new AttributeMap(more);
    }

    private static Map<String, Value> convert(Map<?, ?> values, int depth) {
        Map<String, Value> converted = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException(
                        "an attribute is named by a " + typeOf(name) + ", expected a string");
            }
            converted.put(text, value(value, depth + 1));
        });
        return converted;
    }

    private static Value value(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("attributes nest deeper than " + MAX_DEPTH + " levels");
        }
        Value.Builder builder = Value.newBuilder();
        if (value == null) {
            return builder.setNull(Null.NULL).build();
        } else if (value instanceof String text) {
            return builder.setText(text).build();
        } else if (value instanceof Boolean bool) {
            return builder.setBool(bool).build();
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return builder.setInt(((Number) value).longValue()).build();
        } else if (value instanceof Double || value instanceof Float) {
            return real(((Number) value).doubleValue());
        } else if (value instanceof AttributeMap map) {
            return fields(map.values);
        } else if (value instanceof Map<?, ?> map) {
            return fields(convert(map, depth));
        } else if (value instanceof List<?> list) {
            Items.Builder items = Items.newBuilder();
            for (Object item : list) {
                items.addValues(value(item, depth + 1));
            }
            return builder.setItems(items).build();
        } else if (value instanceof Value wire) {
            return wire;
        }
        throw new IllegalArgumentException("an attribute is a " + typeOf(value)
                + ", expected null, boolean, integer, double, string, list or map");
    }

    private static Value real(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("an attribute is " + value + ", expected a finite number");
        }
        return Value.newBuilder().setReal(value).build();
    }

    private static Value fields(Map<String, Value> values) {
        return Value.newBuilder()
                .setFields(Fields.newBuilder().putAllValues(values))
                .build();
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
