package dev.postern.sidecar.telemetry;

import dev.postern.ccl.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which attributes are not shown: the paths that the bundle calls sensitive, as a tree. What lies under a sensitive path
 * is sensitive too; the items of a list are looked at as if each stood in the list's place.
 */
final class Mask {

    /** Nothing is sensitive. */
    static final Mask NOTHING = new Mask();

    /** What is shown in place of a sensitive value. */
    static final String SHOWN = "***";

    private final Map<String, Mask> below = new HashMap<>();
    private boolean whole;

    private Mask() {}

    static Mask of(List<FieldPath> sensitive) {
        Mask root = new Mask();
        for (FieldPath path : sensitive) {
            Mask mask = root;
            for (String segment : path.segments()) {
                mask = mask.below.computeIfAbsent(segment, name -> new Mask());
            }
            mask.whole = true;
        }
        return root;
    }

    /** The mask of what is named {@code segment} under this. */
    Mask under(String segment) {
        return below.getOrDefault(segment, NOTHING);
    }

    /** Whether the value itself is sensitive. */
    boolean covers() {
        return whole;
    }
}
