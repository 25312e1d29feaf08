package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.postern.client.AttributeMap;
import dev.postern.client.CheckRequest;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A check as it was written down.
 *
 * @param id as written, JSON null when there is none
 * @param attributes the whole context, reserved roots other than {@code principal} included
 * @param nowMillis the time of the check, {@code null} for now
 */
public record Question(
        JsonNode id,
        String tenant,
        Principal principal,
        String action,
        String resource,
        Map<String, Value> attributes,
        @Nullable Long nowMillis) {

    static final JsonNode NO_ID = NullNode.getInstance();

    /** As policy is asked: reserved roots are facts, the rest is context. */
    Check toCheck(long fallbackMillis) {
        Map<String, Value> context = new LinkedHashMap<>(attributes);
        Map<String, Value> facts = new LinkedHashMap<>(attributes);
        context.keySet().removeAll(Roots.RESERVED);
        facts.keySet().retainAll(Roots.RESERVED);
        long now = nowMillis == null ? fallbackMillis : nowMillis;
        return new Check(tenant, principal, action, resource, context, Attributes.of(facts), now);
    }

    /** As a sidecar is asked; it refuses reserved roots by itself. */
    CheckRequest toRequest() {
        return CheckRequest.of(action, resource)
                .id(id.isNull() ? "" : id.asText())
                .tenant(tenant)
                .principal(principal.id(), principal.roles(), attributeMap(principal.attributes()))
                .context(attributeMap(attributes));
    }

    private static AttributeMap attributeMap(Map<String, Value> values) {
        return AttributeMap.of(plain(values));
    }

    private static Map<String, @Nullable Object> plain(Map<String, Value> values) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        } else if (value instanceof Value.Int number) {
            return number.value();
        } else if (value instanceof Value.Real number) {
            return number.value();
        } else if (value instanceof Value.Text text) {
            return text.value();
        } else if (value instanceof Value.Items items) {
            return plain(items.values());
        } else if (value instanceof Value.Fields fields) {
            return plain(fields.values());
        }
        return null;
    }

    private static List<@Nullable Object> plain(List<Value> values) {
        return values.stream().map(Question::plain).collect(Collectors.toList());
    }
}
