package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as attributes: integers stay integers, and what cannot be held exactly is refused. */
final class Values {

    private Values() {}

    /** Depth is bounded by the reader that made the tree. */
    static Value of(String path, JsonNode node) throws InputException {
        if (node.isNull()) {
            return Value.Null.NULL;
        } else if (node.isBoolean()) {
            return Value.Bool.of(node.booleanValue());
        } else if (node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw InputException.malformed(path + " is beyond 64 bits, expected a smaller integer or a string");
            }
            return new Value.Int(node.longValue());
        } else if (node.isNumber()) {
            if (!Double.isFinite(node.doubleValue())) {
                throw InputException.malformed(path + " is too large for a double, expected a finite number");
            }
            return new Value.Real(node.doubleValue());
        } else if (node.isTextual()) {
            return new Value.Text(text(path, node));
        } else if (node.isArray()) {
            List<Value> items = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                items.add(of(path + "[" + i + "]", node.get(i)));
            }
            return new Value.Items(items);
        } else if (node.isObject()) {
            return new Value.Fields(fields(path, node));
        }
        throw InputException.malformed(path + " is no JSON value");
    }

    static Map<String, Value> fields(String path, JsonNode object) throws InputException {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = wellFormed(path, field.getKey());
            fields.put(name, of(path + "." + name, field.getValue()));
        }
        return fields;
    }

    static String text(String path, JsonNode node) throws InputException {
        if (!node.isTextual()) {
            throw InputException.malformed(path + " is not a string, expected one");
        }
        return wellFormed(path, node.textValue());
    }

    /** A half of a surrogate pair has no UTF-8, so it would change on the wire. */
    private static String wellFormed(String path, String text) throws InputException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    throw InputException.malformed(path + " holds half a surrogate pair, expected whole characters");
                }
            }
        }
        return text;
    }
}
