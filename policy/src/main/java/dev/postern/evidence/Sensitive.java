package dev.postern.evidence;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Roots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which attributes enter evidence only as commitments: those a bundle calls sensitive, bodies, and the headers that carry
 * credentials; as a tree of path segments. What lies under a sensitive path is sensitive too; the items of a list are
 * looked at as if each stood in the list's place. Immutable after {@link #of}; thread-safe.
 */
public final class Sensitive {

    private static final Sensitive NOTHING = new Sensitive();
    private static final List<String> CREDENTIALS =
            List.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token");

    /** What is sensitive in every bundle. */
    public static final Sensitive ALWAYS = of(List.of());

    private final Map<String, Sensitive> below = new HashMap<>();
    private boolean whole;

    private Sensitive() {}

    /** What is sensitive where a bundle names {@code paths}. */
    public static Sensitive of(List<FieldPath> paths) {
        Sensitive root = new Sensitive();
        root.add(List.of(Roots.REQUEST, "body"));
        for (String name : CREDENTIALS) {
            root.add(List.of(Roots.REQUEST, "headers", name));
            root.add(List.of(Roots.REQUEST, "header_values", name));
        }
        for (FieldPath path : paths) {
            List<String> segments = path.segments();
            boolean longForm = segments.size() > 2
                    && segments.get(0).equals(Roots.PRINCIPAL)
                    && segments.get(1).equals("attributes");
            root.add(segments);
            if (longForm) { // the short form of the same attribute
                root.add(FieldPath.of(Roots.PRINCIPAL + "." + String.join(".", segments.subList(2, segments.size())))
                        .segments());
            }
        }
        return root;
    }

    /** Nothing is sensitive. */
    static Sensitive nothing() {
        return NOTHING;
    }

    /** What is sensitive below {@code segment}. */
    public Sensitive under(String segment) {
        if (whole) {
            return this;
        }
        Sensitive next = below.get(segment);
        return next == null ? NOTHING : next;
    }

    /** Whether the value itself is sensitive, whole. */
    public boolean whole() {
        return whole;
    }

    /** Whether nothing here or below is sensitive. */
    public boolean none() {
        return !whole && below.isEmpty();
    }

    private void add(List<String> segments) {
        Sensitive node = this;
        for (String segment : segments) {
            node = node.below.computeIfAbsent(segment, name -> new Sensitive());
        }
        node.whole = true;
    }
}
