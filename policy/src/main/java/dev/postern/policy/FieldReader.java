package dev.postern.policy;

import dev.postern.ccl.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows where in a check one field is found. One class that switches, rather than one for each place: a program reads
 * many fields from one call site, and a switch is cheaper there than a call of many targets. Immutable and thread-safe.
 */
final class FieldReader {

    private enum Place {
        ATTRIBUTE,
        NESTED_ATTRIBUTE,
        ID,
        ROLES,
        PRINCIPAL,
        PRINCIPAL_ATTRIBUTES,
        PRINCIPAL_ATTRIBUTE,
        NOW,
        HOUR,
        WEEKDAY,
        FACT,
        NOWHERE
    }

    private final Place place;
    private final FieldPath path;
    private final List<String> segments;
    private final String root;
    /** The segment from which on a principal's attributes are walked. */
    private final int from;

    private FieldReader(Place place, FieldPath path, int from) {
        this.place = place;
        this.path = path;
        this.segments = path.segments();
        this.root = path.root();
        this.from = from;
    }

    static FieldReader of(FieldPath path) {
        return switch (path.root()) {
            case Roots.PRINCIPAL -> principal(path);
            case Roots.ENV -> new FieldReader(environment(path), path, 0);
            default -> new FieldReader(Roots.RESERVED.contains(path.root()) ? Place.FACT : attribute(path), path, 0);
        };
    }

    /** Whether the value comes from the clock, unless a fact of that name is given. */
    boolean isClock() {
        return place == Place.NOW || place == Place.HOUR || place == Place.WEEKDAY;
    }

    /** Whether the value is the second of the check. */
    boolean isNow() {
        return place == Place.NOW;
    }

    /** The field's value in {@link Raw} form, or {@code null} when it is absent. */
    @Nullable
    Object read(Check check, LocalTime time) {
        return switch (place) {
            case ATTRIBUTE -> Raw.of(check.context().get(root));
            case NESTED_ATTRIBUTE -> Raw.of(Attributes.walk(check.context(), segments, 0));
            case ID -> named(check.principal());
            case ROLES -> roles(check.principal());
            case PRINCIPAL -> named(check.principal()) == null ? null : Map.of();
            case PRINCIPAL_ATTRIBUTES -> check.principal().attributes();
            case PRINCIPAL_ATTRIBUTE -> Raw.of(Attributes.walk(check.principal().attributes(), segments, from));
            case NOW -> given(check, time.now(check.nowMillis()));
            case HOUR -> given(check, time.hour(check.nowMillis()));
            case WEEKDAY -> given(check, time.weekday(check.nowMillis()));
            case FACT -> Raw.of(check.facts().find(path));
            case NOWHERE -> null;
        };
    }

    private static Place attribute(FieldPath path) {
        return path.segments().size() == 1 ? Place.ATTRIBUTE : Place.NESTED_ATTRIBUTE;
    }

    private static FieldReader principal(FieldPath path) {
        List<String> segments = path.segments();
        if (segments.size() == 1) {
            return new FieldReader(Place.PRINCIPAL, path, 0);
        }
        boolean plain = segments.size() == 2;
        return switch (segments.get(1)) {
            case "id" -> new FieldReader(plain ? Place.ID : Place.NOWHERE, path, 0);
            case "roles" -> new FieldReader(plain ? Place.ROLES : Place.PRINCIPAL_ATTRIBUTE, path, 1);
            case "attributes" ->
                new FieldReader(plain ? Place.PRINCIPAL_ATTRIBUTES : Place.PRINCIPAL_ATTRIBUTE, path, 2);
            default -> new FieldReader(Place.PRINCIPAL_ATTRIBUTE, path, 1);
        };
    }

    private static Place environment(FieldPath path) {
        return switch (path.toString()) {
            case "env.now" -> Place.NOW;
            case "env.hour" -> Place.HOUR;
            case "env.weekday" -> Place.WEEKDAY;
            default -> Place.FACT;
        };
    }

    /** Nobody's name is absent rather than empty, so that no comparison holds for it. */
    private static @Nullable Object named(Principal principal) {
        return principal.id().isEmpty() ? null : principal.id();
    }

    private static @Nullable Object roles(Principal principal) {
        return principal.roles().isEmpty() && principal.id().isEmpty() ? null : principal.roles();
    }

    private Object given(Check check, Value computed) {
        Object given = Raw.of(check.facts().find(path));
        return given == null ? computed : given;
    }
}
