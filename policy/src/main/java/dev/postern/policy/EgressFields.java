package dev.postern.policy;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What policies can ask below {@code egress}, of a content and of where it goes. */
public final class EgressFields {

    /** What is asked of one type of findings. */
    private static final String OF_TYPE = "of_";

    private static final Map<String, List<String>> GROUPS = Map.of(
            "destination", List.of("scheme", "host", "port", "path", "domain", "is_address", "deceptive", "addresses"),
            "findings",
                    List.of(
                            "count",
                            "secrets",
                            "personal",
                            "custom",
                            "url",
                            "types",
                            "max_confidence",
                            "complete",
                            "copy"),
            "labels", List.of("carried", "level", "accepted"),
            "content", List.of("bytes", "digest"));
    private static final List<String> PLAIN = List.of("direction", "session", "verdict");
    private static final Set<String> MAY_BE_ABSENT =
            Set.of("egress.destination.domain", "egress.session", "egress.verdict");

    private EgressFields() {}

    /** The names in a group, by its name; those of types of findings are not among them. */
    public static Map<String, List<String>> groups() {
        return GROUPS;
    }

    /** The names that stand in no group. */
    public static List<String> plain() {
        return PLAIN;
    }

    /** What is wrong with a path below {@code egress}; {@code null} for nothing. */
    static @Nullable String fault(FieldPath path) {
        if (exists(path)) {
            return null;
        }
        List<String> segments = path.segments();
        List<String> names = segments.size() < 2 ? null : GROUPS.get(segments.get(1));
        return "'" + path + "' never exists, expected "
                + (names == null
                        ? "egress.direction, session, verdict, destination.*, findings.*, labels.* or content.*"
                        : "one of " + String.join(", ", names) + (names.contains("copy") ? ", of_TYPE" : ""));
    }

    /** Whether every check whose action is one of {@code actions} has a value there. */
    static boolean isPresent(ActionPattern actions, FieldPath path) {
        return actions.text().startsWith(Roots.EGRESS + ".")
                && exists(path)
                && !MAY_BE_ABSENT.contains(path.toString());
    }

    private static boolean exists(FieldPath path) {
        List<String> segments = path.segments();
        if (!path.root().equals(Roots.EGRESS) || segments.size() < 2 || segments.size() > 3) {
            return false;
        }
        if (segments.size() == 2) {
            return PLAIN.contains(segments.get(1));
        }
        List<String> names = GROUPS.getOrDefault(segments.get(1), List.of());
        String name = segments.get(2);
        return names.contains(name) || (names.contains("copy") && name.startsWith(OF_TYPE));
    }
}
