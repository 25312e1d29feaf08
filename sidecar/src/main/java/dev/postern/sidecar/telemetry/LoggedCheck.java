package dev.postern.sidecar.telemetry;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.TenantSettings;
import dev.postern.policy.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the decision log keeps of a check until its line is written: not the check itself, which may hold a whole request.
 *
 * @param context {@code null} when it is left out
 * @param sensitive paths to mask
 */
record LoggedCheck(
        String tenant,
        String principal,
        List<String> roles,
        String action,
        String resource,
        @Nullable Map<String, Value> context,
        List<FieldPath> sensitive) {

    /** Characters of text, and eight for each value besides, that a logged context may have. */
    static final int MAX_CONTEXT = 16 * 1024;

    private static final int MAX_DEPTH = 32;
    private static final int VALUE = 8;

    /** The context is left out when it is too large, and when it is unknown what of it is sensitive. */
    static LoggedCheck of(Check check, Optional<TenantSettings> settings) {
        boolean shown = settings.isPresent() && room(check.context(), MAX_CONTEXT, MAX_DEPTH) >= 0;
        return new LoggedCheck(
                check.tenant(),
                check.principal().id(),
                check.principal().roles(),
                check.action(),
                check.resource(),
                shown ? check.context() : null,
                settings.map(TenantSettings::sensitive).orElse(List.of()));
    }

    /** What of {@code room} is left beside these values, negative when they do not fit. */
    private static int room(Map<String, Value> fields, int room, int depth) {
        int left = depth == 0 ? -1 : room;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (left < 0) {
                break;
            }
            left = room(field.getValue(), left - field.getKey().length(), depth - 1);
        }
        return left;
    }

    private static int room(Value value, int room, int depth) {
        int left = room - VALUE;
        if (value instanceof Value.Text text) {
            return left - text.value().length();
        }
        if (value instanceof Value.Fields fields) {
            return room(fields.values(), left, depth);
        }
        if (value instanceof Value.Items items) {
            for (int i = 0; i < items.values().size() && left >= 0; i++) {
                left = depth == 0 ? -1 : room(items.values().get(i), left, depth - 1);
            }
        }
        return left;
    }
}
