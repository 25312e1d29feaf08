package dev.postern.capability;

import dev.postern.ccl.Narrowing;
import java.util.List;

/**
 * Sees at a glance that patterns stand for nothing that others do not: each is one of the others, or differs from one only
 * where that has wildcards. It is right when it says so; when it does not, {@link Narrowing} decides, at a hundred times the
 * cost.
 */
final class Coverage {

    private static final String ONE = "*";
    private static final String ANY = "**";

    private Coverage() {}

    /** Whether each of {@code inner}, patterns by their segments, plainly is covered by one of {@code outer}. */
    static boolean isPlain(List<List<String>> outer, List<List<String>> inner) {
        return inner.stream().allMatch(pattern -> outer.stream().anyMatch(wider -> covers(wider, pattern)));
    }

    private static boolean covers(List<String> outer, List<String> inner) {
        for (int i = 0; i < outer.size(); i++) {
            String segment = outer.get(i);
            if (segment.equals(ANY) && i == outer.size() - 1) {
                return true;
            }
            if (i == inner.size() || !covers(segment, inner.get(i))) {
                return outer.equals(inner);
            }
        }
        return outer.size() == inner.size();
    }

    /** Whether a segment that is one segment long stands for whatever another does that is. */
    private static boolean covers(String outer, String inner) {
        return !outer.equals(ANY) && !inner.equals(ANY) && (outer.equals(ONE) || outer.equals(inner));
    }
}
