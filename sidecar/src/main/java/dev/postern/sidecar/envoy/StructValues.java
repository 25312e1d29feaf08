package dev.postern.sidecar.envoy;

import com.google.protobuf.Struct;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code google.protobuf.Struct}; only what is asked for is converted. Nesting is bounded by the decoder. */
final class StructValues {

    private StructValues() {}

    /** What {@code segments}, from index {@code from} on, lead to, or {@code null}. */
    static @Nullable Value find(Struct struct, List<String> segments, int from) {
        if (from == segments.size()) {
            return fields(struct);
        }
        com.google.protobuf.Value value = struct.getFieldsMap().get(segments.get(from));
        if (value == null) {
            return null;
        }
        if (from == segments.size() - 1) {
            return value(value);
        }
        return value.hasStructValue() ? find(value.getStructValue(), segments, from + 1) : null;
    }

    static Value.Fields fields(Struct struct) {
        Map<String, Value> fields = new HashMap<>();
        struct.getFieldsMap().forEach((name, value) -> fields.put(name, value(value)));
        return new Value.Fields(fields);
    }

    private static Value value(com.google.protobuf.Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> Value.Null.NULL;
            case BOOL_VALUE -> Value.Bool.of(value.getBoolValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> new Value.Text(value.getStringValue());
            case STRUCT_VALUE -> fields(value.getStructValue());
            case LIST_VALUE -> {
                List<Value> items = new ArrayList<>();
                for (com.google.protobuf.Value item : value.getListValue().getValuesList()) {
                    items.add(value(item));
                }
                yield new Value.Items(items);
            }
        };
    }

    /** Struct knows doubles only: whole ones that a double can tell apart were integers. */
    private static Value number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= 1L << 53;
        return whole ? new Value.Int((long) number) : new Value.Real(number);
    }
}
