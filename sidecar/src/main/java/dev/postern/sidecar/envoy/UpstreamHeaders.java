package dev.postern.sidecar.envoy;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an allowed request carries to the upstream: headers set from attributes of its check, others removed. A header
 * that should be set and has no value that a header can hold is removed, so that a client's own never passes.
 * Thread-safe.
 */
final class UpstreamHeaders {

    private static final int MAX_VALUE = 8 * 1024;

    private final List<Map.Entry<String, FieldPath>> set;
    private final List<String> removed;

    UpstreamHeaders(EnvoyConfig.Upstream config) {
        this.set = config.set().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        // Removing comes after setting: a name in both lists would never arrive.
        TreeSet<String> only = new TreeSet<>(config.remove());
        only.removeAll(config.set().keySet());
        this.removed = List.copyOf(only);
    }

    /** Removed from every request. */
    List<String> removed() {
        return removed;
    }

    /** What the headers become that depend on the check; an empty value means that the header is removed. */
    List<HeaderMutation> of(@Nullable Check check) {
        if (set.isEmpty()) {
            return List.of();
        }
        List<HeaderMutation> headers = new ArrayList<>(set.size());
        for (Map.Entry<String, FieldPath> header : set) {
            Value value = check == null ? null : find(check, header.getValue());
            String text = value == null ? null : text(value);
            headers.add(new HeaderMutation(header.getKey(), text == null || !isFieldText(text) ? "" : text));
        }
        return headers;
    }

    private static @Nullable Value find(Check check, FieldPath path) {
        if (!path.root().equals(Roots.PRINCIPAL)) {
            return check.facts().find(path);
        }
        List<String> segments = path.segments();
        Principal principal = check.principal();
        return switch (segments.size() < 2 ? "id" : segments.get(1)) {
            case "id" -> new Value.Text(principal.id());
            case "roles" ->
                new Value.Items(
                        principal.roles().stream().<Value>map(Value.Text::new).toList());
            case "attributes" -> segments.size() < 3 ? null : Attributes.walk(principal.attributes(), segments, 2);
            default -> Attributes.walk(principal.attributes(), segments, 1);
        };
    }

    /** The text of a plain value, of a list those of its elements joined by commas; {@code null} when there is none. */
    private static @Nullable String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        return value instanceof Value.Items items ? joined(items) : null;
    }

    private static @Nullable String joined(Value.Items items) {
        StringBuilder joined = new StringBuilder();
        for (Value item : items.values()) {
            String text = item instanceof Value.Items ? null : text(item);
            // An element with a comma would arrive as two.
            if (text == null || text.isEmpty() || text.indexOf(',') >= 0) {
                return null;
            }
            joined.append(joined.length() == 0 ? "" : ",").append(text);
        }
        return joined.toString();
    }

    private static boolean isFieldText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return text.length() <= MAX_VALUE;
    }
}
