package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.JsonError.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses one JSON text (RFC 8259) strictly: the whole input, UTF-8 without a byte order mark, no name twice, no lone
 * surrogate, bounded in size and depth. Recursion is bounded by the depth.
 */
public final class JsonParser {

    private final JsonLimits limits;
    private final JsonScanner scanner;

    private JsonParser(byte[] text, JsonLimits limits) {
        this.limits = limits;
        this.scanner = new JsonScanner(text);
    }

    public static JsonResult parse(byte[] text, JsonLimits limits) {
        if (text.length > limits.maxBytes()) {
            String message = "the text has " + text.length + " bytes, expected at most " + limits.maxBytes();
            return new JsonResult.Malformed(new JsonError(Kind.TOO_LARGE, limits.maxBytes(), message));
        }
        try {
            return new JsonResult.Parsed(new JsonParser(text, limits).whole());
        } catch (JsonFailure failure) {
            return new JsonResult.Malformed(failure.error());
        }
    }

    /** As {@link #parse(byte[], JsonLimits)}; offsets count the bytes of the UTF-8. */
    public static JsonResult parse(String text, JsonLimits limits) {
        int lone = Unicode.loneSurrogate(text);
        if (lone >= 0) {
            int offset = text.substring(0, lone).getBytes(UTF_8).length;
            return new JsonResult.Malformed(new JsonError(Kind.LONE_SURROGATE, offset, "half of a surrogate pair"));
        }
        return parse(text.getBytes(UTF_8), limits);
    }

    private Json whole() {
        Json value = value(0);
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            throw scanner.unexpected("the end of the text");
        }
        return value;
    }

    private Json value(int depth) {
        scanner.skipSpace();
        switch (scanner.peek()) {
            case '{':
                return object(deeper(depth));
            case '[':
                return array(deeper(depth));
            case '"':
                return new JsonString(scanner.string());
            case 't':
                scanner.word("true");
                return new JsonBoolean(true);
            case 'f':
                scanner.word("false");
                return new JsonBoolean(false);
            case 'n':
                scanner.word("null");
                return JsonNull.NULL;
            default:
                return JsonNumbers.parse(scanner.number(), scanner.tokenStart(), limits.decimals());
        }
    }

    private Json object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        scanner.expect('{');
        if (scanner.take('}')) {
            return JsonObject.EMPTY;
        }
        do {
            scanner.skipSpace();
            String name = scanner.string();
            int start = scanner.tokenStart();
            scanner.expect(':');
            if (members.put(name, value(depth)) != null) {
                throw new JsonFailure(Kind.DUPLICATE_NAME, start, "the object names this member twice");
            }
        } while (scanner.take(','));
        scanner.expect('}');
        return new JsonObject(members);
    }

    private Json array(int depth) {
        List<Json> items = new ArrayList<>();
        scanner.expect('[');
        if (scanner.take(']')) {
            return new JsonArray(items);
        }
        do {
            items.add(value(depth));
        } while (scanner.take(','));
        scanner.expect(']');
        return new JsonArray(items);
    }

    private int deeper(int depth) {
        if (depth == limits.maxDepth()) {
            String message = "nested too deep, expected at most " + limits.maxDepth() + " levels";
            throw new JsonFailure(Kind.TOO_DEEP, scanner.offset(), message);
        }
        return depth + 1;
    }
}
