package dev.postern.sidecar.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postern.yaml.Node;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/** The JSON the command line reads and writes: duplicate names are refused, nesting and sizes are bounded. */
public final class Json {

    static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(100)
            .maxNameLength(10_000)
            .maxStringLength(1 << 20)
            .build();

    /** Makes parsers that refuse what is ambiguous or without end. */
    public static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads exactly one JSON value. */
    public static final ObjectMapper JSON = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JSON.createArrayNode();
    }

    /** A YAML scalar as JSON. */
    public static JsonNode scalar(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case NULL -> NullNode.getInstance();
            case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(scalar.text()));
            case INTEGER -> BigIntegerNode.valueOf(new BigInteger(scalar.text()));
            case REAL -> DoubleNode.valueOf(Double.parseDouble(scalar.text()));
            case TEXT -> TextNode.valueOf(scalar.text());
        };
    }

    /** One line, without its end. */
    public static String line(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that cannot be written", e);
        }
    }

    /** What a parser complained of, without the excerpt of the source. */
    public static String complaint(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int newline = message.indexOf('\n');
        return newline < 0 ? message : message.substring(0, newline);
    }
}
