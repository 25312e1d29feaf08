package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads checks written as JSON objects with {@code id}, {@code tenant}, {@code principal}, {@code action},
 * {@code resource}, {@code context} and {@code now}. The fields of an answer may stand beside them and are ignored, so
 * that recorded answers can be asked again; any other field is refused, because a misspelt attribute could disarm a
 * denial.
 */
public final class QuestionReader {

    private static final Set<String> FIELDS =
            Set.of("id", "tenant", "principal", "action", "resource", "context", "now");
    private static final Set<String> ANSWER_FIELDS =
            Set.of("decision", "reason", "rule", "line", "obligations", "severity");
    private static final Set<String> PRINCIPAL_FIELDS = Set.of("id", "roles", "attributes");

    private QuestionReader() {}

    /** Reads one line of a batch. */
    public static Read line(byte[] utf8, int length) {
        try {
            return object(Json.JSON.readTree(utf8, 0, length));
        } catch (StreamConstraintsException e) {
            return new Read.Refused(glimpseId(utf8, length), Reason.INPUT_TOO_LARGE, Json.complaint(e));
        } catch (JsonProcessingException e) {
            return malformed(utf8, length, Json.complaint(e));
        } catch (IOException e) {
            return malformed(utf8, length, "not UTF-8");
        }
    }

    /** Reads a check from a tree whose depth is bounded. */
    public static Read object(JsonNode node) {
        if (!node.isObject()) {
            return new Read.Refused(Question.NO_ID, Reason.INPUT_MALFORMED, "a check is no JSON object, expected one");
        }
        JsonNode id = Question.NO_ID;
        try {
            id = id(node);
            return new Read.Asked(question(id, node));
        } catch (InputException e) {
            return new Read.Refused(id, e.reason(), e.message());
        }
    }

    /** Seconds since the epoch or an RFC 3339 time, as milliseconds. */
    static long now(String text) throws InputException {
        try {
            return text.matches("-?[0-9]{1,12}")
                    ? Math.multiplyExact(Long.parseLong(text), 1_000L)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw InputException.malformed(
                    "now is '" + text + "', expected seconds since the epoch or a time such as " + Instant.EPOCH);
        }
    }

    /** A principal: an object, or a string that is its id. */
    static Principal principal(JsonNode node) throws InputException {
        if (node.isTextual()) {
            return Principal.of(Values.text("principal", node));
        }
        if (!node.isObject()) {
            throw InputException.malformed("principal is neither a string nor an object, expected one of them");
        }
        refuseUnknown("principal.", node, PRINCIPAL_FIELDS, Set.of());
        JsonNode attributes = node.path("attributes");
        return new Principal(
                optionalText("principal.id", node.path("id"), ""),
                roles(node.path("roles")),
                attributes.isMissingNode() ? Map.of() : fields("principal.attributes", attributes));
    }

    /** The attributes of a check; {@code principal} is given beside them, not among them. */
    static Map<String, Value> context(JsonNode node) throws InputException {
        if (node.has(Roots.PRINCIPAL)) {
            throw new InputException(
                    Reason.INPUT_RESERVED, "context names the reserved root 'principal', expected it beside context");
        }
        return fields("context", node);
    }

    private static Question question(JsonNode id, JsonNode node) throws InputException {
        refuseUnknown("", node, FIELDS, ANSWER_FIELDS);
        JsonNode principal = node.path("principal");
        JsonNode context = node.path("context");
        JsonNode now = node.path("now");
        String tenant = optionalText("tenant", node.path("tenant"), "");
        return new Question(
                id,
                tenant.isEmpty() ? Check.DEFAULT_TENANT : tenant,
                absent(principal) ? Principal.NOBODY : principal(principal),
                required("action", node.path("action")),
                required("resource", node.path("resource")),
                absent(context) ? Map.of() : context(context),
                absent(now) ? null : Long.valueOf(now(now.asText())));
    }

    private static JsonNode id(JsonNode node) throws InputException {
        JsonNode id = node.path("id");
        if (absent(id)) {
            return Question.NO_ID;
        }
        if (id.isIntegralNumber() && id.canConvertToLong()) {
            return id;
        }
        return new TextNode(Values.text("id", id));
    }

    private static List<String> roles(JsonNode node) throws InputException {
        if (absent(node)) {
            return List.of();
        }
        if (!node.isArray()) {
            throw InputException.malformed("principal.roles is not a list, expected a list of strings");
        }
        List<String> roles = new ArrayList<>(node.size());
        for (JsonNode role : node) {
            roles.add(Values.text("principal.roles", role));
        }
        return roles;
    }

    private static Map<String, Value> fields(String path, JsonNode node) throws InputException {
        if (!node.isObject()) {
            throw InputException.malformed(path + " is not an object, expected one");
        }
        return Values.fields(path, node);
    }

    private static String required(String name, JsonNode node) throws InputException {
        String text = optionalText(name, node, "");
        if (text.isEmpty()) {
            throw new InputException(Reason.INPUT_INCOMPLETE, name + " is missing or empty, expected a value");
        }
        return text;
    }

    private static String optionalText(String name, JsonNode node, String fallback) throws InputException {
        return absent(node) ? fallback : Values.text(name, node);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void refuseUnknown(String prefix, JsonNode node, Set<String> known, Set<String> ignored)
            throws InputException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name) && !ignored.contains(name)) {
                throw InputException.malformed("unknown field '" + prefix + name + "', expected one of "
                        + known.stream().sorted().toList());
            }
        }
    }

    private static Read malformed(byte[] utf8, int length, String message) {
        return new Read.Refused(glimpseId(utf8, length), Reason.INPUT_MALFORMED, message);
    }

    /** The id of a line that is not JSON as a whole, if it stands before what is wrong. */
    static JsonNode glimpseId(byte[] utf8, int length) {
        try (JsonParser parser = Json.FACTORY.createParser(utf8, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Question.NO_ID;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("id");
                JsonToken value = parser.nextToken();
                if (found) {
                    return glimpsed(parser, value);
                }
                parser.skipChildren();
            }
            return Question.NO_ID;
        } catch (IOException e) {
            return Question.NO_ID;
        }
    }

    private static JsonNode glimpsed(JsonParser parser, @Nullable JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return new TextNode(parser.getText());
        }
        return value == JsonToken.VALUE_NUMBER_INT ? new LongNode(parser.getLongValue()) : Question.NO_ID;
    }
}
