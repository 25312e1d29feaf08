package dev.postern.sidecar.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.ccl.Severity;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the decision log.
 *
 * @param millis when it was answered, milliseconds since the epoch
 * @param nanos how long the answer took
 * @param check {@code null} when the request never became one
 */
record DecisionLine(
        long millis,
        Door door,
        Decision decision,
        long nanos,
        @Nullable LoggedCheck check) {

    private static final double NANOS_PER_MICRO = 1e3;

    /** Writes the line's object. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Instant.ofEpochMilli(millis).toString());
        json.writeStringField("id", decision.id().toString());
        json.writeStringField("door", door.label());
        if (check != null) {
            writeCheck(json, check);
        }
        writeTemplate(json, decision.template());
        json.writeStringField("cache", decision.cache().word());
        json.writeStringField("digest", decision.policyDigest());
        json.writeNumberField("micros", nanos / NANOS_PER_MICRO);
        json.writeEndObject();
    }

    private static void writeTemplate(JsonGenerator json, Template template) throws IOException {
        json.writeStringField("decision", template.outcome().name());
        json.writeStringField("enforced", template.enforced().name());
        json.writeStringField("mode", Words.of(template.mode()));
        json.writeStringField("reason", template.reason().code());
        json.writeStringField("class", template.decisionClass());
        RuleRef rule = template.rule();
        if (rule != null) {
            json.writeStringField("rule", rule.toString());
        }
        Severity severity = template.severity();
        if (severity != null) {
            json.writeStringField("severity", severity.name().toLowerCase(Locale.ROOT));
        }
        json.writeArrayFieldStart("obligations");
        for (RuleRef obligation : template.obligations()) {
            json.writeString(obligation.toString());
        }
        json.writeEndArray();
    }

    private static void writeCheck(JsonGenerator json, LoggedCheck check) throws IOException {
        Mask mask = Mask.of(check.sensitive());
        json.writeStringField("tenant", check.tenant());
        json.writeObjectFieldStart("principal");
        if (mask.under("principal").covers()) {
            json.writeStringField("id", Mask.SHOWN);
        } else {
            writePrincipal(json, check, mask.under("principal"));
        }
        json.writeEndObject();
        json.writeStringField("action", shown(check.action(), mask.under("action")));
        json.writeStringField("resource", shown(check.resource(), mask.under("resource")));
        if (check.context() == null) {
            json.writeBooleanField("context_omitted", true);
        } else {
            json.writeFieldName("context");
            writeFields(json, check.context(), mask);
        }
    }

    private static void writePrincipal(JsonGenerator json, LoggedCheck check, Mask mask) throws IOException {
        json.writeStringField("id", shown(check.principal(), mask.under("id")));
        json.writeArrayFieldStart("roles");
        for (String role : check.roles()) {
            json.writeString(shown(role, mask.under("roles")));
        }
        json.writeEndArray();
    }

    private static String shown(String text, Mask mask) {
        return mask.covers() ? Mask.SHOWN : text;
    }

    private static void writeFields(JsonGenerator json, Map<String, Value> fields, Mask mask) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            writeValue(json, field.getValue(), mask.under(field.getKey()));
        }
        json.writeEndObject();
    }

    private static void writeItems(JsonGenerator json, List<Value> items, Mask mask) throws IOException {
        json.writeStartArray();
        for (Value item : items) {
            writeValue(json, item, mask);
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, Value value, Mask mask) throws IOException {
        if (mask.covers()) {
            json.writeString(Mask.SHOWN);
        } else if (value instanceof Value.Text text) {
            json.writeString(text.value());
        } else if (value instanceof Value.Int number) {
            json.writeNumber(number.value());
        } else if (value instanceof Value.Real number) {
            json.writeNumber(number.value());
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof Value.Items items) {
            writeItems(json, items.values(), mask);
        } else if (value instanceof Value.Fields fields) {
            writeFields(json, fields.values(), mask);
        } else {
            json.writeNull();
        }
    }
}
