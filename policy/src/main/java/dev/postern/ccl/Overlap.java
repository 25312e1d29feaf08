package dev.postern.ccl;

import java.util.List;

/** Whether two patterns have a text in common. */
final class Overlap {

    private Overlap() {}

    /** By dynamic programming: {@code common[j]} tells whether the first i segments of a and the first j of b overlap. */
    static boolean of(List<String> a, List<String> b) {
        boolean[] common = new boolean[b.size() + 1];
        common[0] = true;
        for (int j = 0; j < b.size(); j++) {
            common[j + 1] = common[j] && b.get(j).equals(Segments.ANY);
        }
        for (String segment : a) {
            boolean[] next = new boolean[b.size() + 1];
            boolean any = segment.equals(Segments.ANY);
            next[0] = common[0] && any;
            for (int j = 0; j < b.size(); j++) {
                boolean otherAny = b.get(j).equals(Segments.ANY);
                next[j + 1] = (common[j] && (any || otherAny || agree(segment, b.get(j))))
                        || (any && common[j + 1])
                        || (otherAny && next[j])
                        || (any && next[j])
                        || (otherAny && common[j + 1]);
            }
            common = next;
        }
        return common[b.size()];
    }

    private static boolean agree(String a, String b) {
        return a.equals(Segments.ONE) || b.equals(Segments.ONE) || a.equals(b);
    }
}
