package dev.postern.ccl;

import java.util.List;

/** What action and resource patterns share: matching and weighing lists of segments. */
final class Segments {

    static final String ONE = "*";
    static final String ANY = "**";

    private Segments() {}

    /**
     * Whether {@code pattern} stands for {@code target}. Dynamic programming over both, so that no pattern takes more
     * than their product in time.
     */
    static boolean match(List<String> pattern, List<String> target) {
        boolean[] reachable = new boolean[target.size() + 1];
        reachable[0] = true;
        for (String part : pattern) {
            boolean[] next = new boolean[target.size() + 1];
            if (part.equals(ANY)) {
                boolean seen = false;
                for (int i = 0; i <= target.size(); i++) {
                    seen |= reachable[i];
                    next[i] = seen;
                }
            } else {
                for (int i = 0; i < target.size(); i++) {
                    next[i + 1] = reachable[i] && (part.equals(ONE) || part.equals(target.get(i)));
                }
            }
            reachable = next;
        }
        return reachable[target.size()];
    }

    static int specificity(List<String> segments) {
        int score = 0;
        for (String segment : segments) {
            score += segment.equals(ANY) ? 0 : segment.equals(ONE) ? 1 : 2;
        }
        return score;
    }

    static String trimSlashes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }
}
