package dev.postern.policy;

import dev.postern.ccl.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows where in a check one field is found. Thread-safe. */
@FunctionalInterface
interface FieldReader {

    /** The field's value in {@link Raw} form, or {@code null} when it is absent. */
    @Nullable
    Object read(Check check, LocalTime time);

    static FieldReader of(FieldPath path) {
        return switch (path.root()) {
            case Roots.PRINCIPAL -> principal(path.segments());
            case Roots.ENV -> environment(path);
            default ->
                Roots.RESERVED.contains(path.root())
                        ? (check, time) -> Raw.of(check.facts().find(path))
                        : inMap(path.segments(), 0);
        };
    }

    private static FieldReader inMap(List<String> segments, int from) {
        return segments.size() == from + 1
                ? single(segments.get(from))
                : (check, time) -> Raw.of(Attributes.walk(check.context(), segments, from));
    }

    private static FieldReader single(String name) {
        return (check, time) -> Raw.of(check.context().get(name));
    }

    private static FieldReader principal(List<String> segments) {
        if (segments.size() == 1) {
            return (check, time) -> check.principal().id().isEmpty() ? null : Map.of();
        }
        boolean plain = segments.size() == 2;
        return switch (segments.get(1)) {
            case "id" -> plain ? (check, time) -> known(check.principal().id()) : (check, time) -> null;
            case "roles" -> plain ? (check, time) -> roles(check.principal()) : attribute(segments, 1);
            case "attributes" -> plain ? (check, time) -> check.principal().attributes() : attribute(segments, 2);
            default -> attribute(segments, 1);
        };
    }

    private static FieldReader attribute(List<String> segments, int from) {
        return (check, time) -> Raw.of(Attributes.walk(check.principal().attributes(), segments, from));
    }

    /** Nobody's name is absent rather than empty, so that no comparison holds for it. */
    private static @Nullable Object known(String id) {
        return id.isEmpty() ? null : id;
    }

    private static @Nullable Object roles(Principal principal) {
        return principal.roles().isEmpty() && principal.id().isEmpty() ? null : principal.roles();
    }

    private static FieldReader environment(FieldPath path) {
        return switch (path.toString()) {
            case "env.now" -> (check, time) -> given(check, path, time.now(check.nowMillis()));
            case "env.hour" -> (check, time) -> given(check, path, time.hour(check.nowMillis()));
            case "env.weekday" -> (check, time) -> given(check, path, time.weekday(check.nowMillis()));
            default -> (check, time) -> Raw.of(check.facts().find(path));
        };
    }

    private static Object given(Check check, FieldPath path, Value computed) {
        Object given = Raw.of(check.facts().find(path));
        return given == null ? computed : given;
    }
}
