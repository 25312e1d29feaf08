package dev.postern.sidecar.envoy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.postern.policy.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into values, strictly: what two readers could read differently is not read. Integers keep all their digits
 * or are refused, names may not repeat, nesting is bounded, nothing may follow. Thread-safe.
 */
final class JsonReader {

    private final JsonFactory factory;

    /** A reader of documents nested at most {@code maxDepth} deep. */
    JsonReader(int maxDepth) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /** The value of a document in UTF-8, or {@code null} when it is not one. */
    @Nullable
    Value read(byte[] utf8) {
        // From characters, since a parser of bytes would also guess at UTF-16 and UTF-32.
        try (JsonParser parser = factory.createParser(new String(utf8, StandardCharsets.UTF_8))) {
            JsonToken first = parser.nextToken();
            Value value = first == null ? null : value(parser, first);
            return parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Value value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> Value.Null.NULL;
            case VALUE_TRUE -> Value.Bool.TRUE;
            case VALUE_FALSE -> Value.Bool.FALSE;
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? null
                        : new Value.Int(parser.getLongValue());
            case VALUE_NUMBER_FLOAT ->
                Double.isFinite(parser.getDoubleValue()) ? new Value.Real(parser.getDoubleValue()) : null;
            case START_ARRAY -> items(parser);
            case START_OBJECT -> fields(parser);
            default -> null;
        };
    }

    private static Value.@Nullable Items items(JsonParser parser) throws IOException {
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Value item = token == null ? null : value(parser, token);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return new Value.Items(items);
    }

    private static Value.@Nullable Fields fields(JsonParser parser) throws IOException {
        Map<String, Value> fields = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Value field = token == null ? null : value(parser, token);
            if (field == null) {
                return null;
            }
            fields.put(name, field);
        }
        return new Value.Fields(fields);
    }
}
