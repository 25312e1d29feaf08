package dev.postern.policy;

import dev.postern.ccl.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked for attributes. A door may answer straight from its wire message, so that what no policy
 * mentions is never converted; answers must not change during one check.
 */
@FunctionalInterface
public interface Attributes {

    Attributes NONE = path -> null;

    /** The value at {@code path}, or {@code null} when it is absent. */
    @Nullable
    Value find(FieldPath path);

    /**
     * Why the check must be refused whatever was decided: an attribute that was asked for is there but cannot be read
     * safely. {@code null} when everything asked for so far can be relied on.
     */
    default @Nullable Reason doubt() {
        return null;
    }

    /** Attributes held in a map of roots, walked through {@link Value.Fields}. */
    static Attributes of(Map<String, Value> roots) {
        return roots.isEmpty() ? NONE : path -> walk(roots, path.segments(), 0);
    }

    /** The value that {@code segments}, from index {@code from} on, lead to from {@code fields}. */
    static @Nullable Value walk(Map<String, Value> fields, List<String> segments, int from) {
        Value value = fields.get(segments.get(from));
        for (int i = from + 1; i < segments.size() && value != null; i++) {
            value = value instanceof Value.Fields inner ? inner.values().get(segments.get(i)) : null;
        }
        return value;
    }
}
