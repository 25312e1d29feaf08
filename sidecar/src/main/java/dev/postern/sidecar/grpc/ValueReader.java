package dev.postern.sidecar.grpc;

import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.config.InputLimits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the attribute values of one request into ours, within bounds. Once something was refused, {@link #refused()}
 * says why and whatever was read is to be thrown away. Not thread-safe; one for each request.
 */
final class ValueReader {

    private final InputLimits limits;
    private int remaining;
    private @Nullable Reason refused;

    ValueReader(InputLimits limits) {
        this.limits = limits;
        this.remaining = limits.maxValues();
    }

    /** Why the values cannot be taken, or {@code null} while all is well. */
    @Nullable
    Reason refused() {
        return refused;
    }

    /** The named values, which are at nesting depth 1. */
    Map<String, Value> fields(Map<String, dev.postern.v1.Value> wire) {
        return fields(wire, 1);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Map<String, Value> fields(Map<String, dev.postern.v1.Value> wire, int depth) {
        int size = wire.size();
        if (size == 0 || !take(size, depth)) {
            return Map.of();
        }
        Map.Entry<String, Value>[] fields = new Map.Entry[size];
        int i = 0;
        for (Map.Entry<String, dev.postern.v1.Value> field : wire.entrySet()) {
            if (field.getKey().length() > limits.maxName()) {
                refuse(Reason.INPUT_TOO_LARGE);
            }
            fields[i++] = Map.entry(field.getKey(), value(field.getValue(), depth));
            if (refused != null) {
                return Map.of();
            }
        }
        return Map.ofEntries(fields);
    }

    private Value items(dev.postern.v1.Items wire, int depth) {
        int size = wire.getValuesCount();
        if (!take(size, depth)) {
            return Value.Null.NULL;
        }
        Value[] items = new Value[size];
        for (int i = 0; i < size; i++) {
            items[i] = value(wire.getValues(i), depth);
            if (refused != null) {
                return Value.Null.NULL;
            }
        }
        return new Value.Items(List.of(items));
    }

    private Value value(dev.postern.v1.Value wire, int depth) {
        return switch (wire.getKindCase()) {
            case TEXT -> text(wire.getText());
            case INT -> new Value.Int(wire.getInt());
            case BOOL -> Value.Bool.of(wire.getBool());
            case REAL -> real(wire.getReal());
            case NULL -> wire.getNullValue() == 0 ? Value.Null.NULL : refuse(Reason.INPUT_MALFORMED);
            case ITEMS -> items(wire.getItems(), depth + 1);
            case FIELDS -> new Value.Fields(fields(wire.getFields().getValuesMap(), depth + 1));
            case KIND_NOT_SET -> refuse(Reason.INPUT_MALFORMED);
        };
    }

    private Value text(String text) {
        return text.length() > limits.maxText() ? refuse(Reason.INPUT_TOO_LARGE) : new Value.Text(text);
    }

    private Value real(double real) {
        return Double.isFinite(real) ? new Value.Real(real) : refuse(Reason.INPUT_MALFORMED);
    }

    private boolean take(int count, int depth) {
        remaining -= count;
        if (remaining < 0 || depth > limits.maxDepth()) {
            refuse(Reason.INPUT_TOO_LARGE);
            return false;
        }
        return true;
    }

    private Value refuse(Reason reason) {
        if (refused == null) {
            refused = reason;
        }
        return Value.Null.NULL;
    }
}
