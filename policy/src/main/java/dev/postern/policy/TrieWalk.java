package dev.postern.policy;

import java.util.Arrays;
import java.util.List;

/**
 * Runs a {@link SegmentTrie} over a text and keeps which patterns matched. All states that the text read so far may have
 * led to are advanced together, each at most once a segment, so no pattern and no text can make it backtrack. Nothing
 * is allocated once the arrays have grown. Not thread-safe.
 */
final class TrieWalk {

    private int[] nodeStamp = new int[0];
    private int[] patternStamp = new int[0];
    private int[] current = new int[0];
    private int[] next = new int[0];
    private int[] matched = new int[0];
    private int nextCount;
    private int matchedCount;
    private int step;
    private int walk;

    /** Matches {@code text[from, to)}. */
    void match(SegmentTrie trie, String text, int from, int to) {
        match(trie, text, from, to, List.of());
    }

    /** Matches {@code text[from, to)}; its first segment also goes by {@code names}. */
    void match(SegmentTrie trie, String text, int from, int to, List<String> names) {
        prepare(trie);
        nextCount = 0;
        step++;
        enter(trie, 0);
        int start = from;
        while (true) {
            int count = advance();
            int end = start;
            int hash = 0;
            while (end < to && text.charAt(end) != trie.separator) {
                hash = 31 * hash + text.charAt(end++);
            }
            for (int i = 0; i < count; i++) {
                follow(trie, current[i], hash, text, start, end);
                if (start == from) {
                    follow(trie, current[i], names);
                }
            }
            if (end == to || nextCount == 0) {
                break;
            }
            start = end + 1;
        }
        collect(trie);
    }

    /** How many patterns matched. */
    int count() {
        return matchedCount;
    }

    /** The number of the {@code index}-th pattern that matched. */
    int get(int index) {
        return matched[index];
    }

    /** Whether the pattern of that number matched. */
    boolean has(int pattern) {
        return patternStamp[pattern] == walk;
    }

    private int advance() {
        int[] reached = next;
        next = current;
        current = reached;
        int count = nextCount;
        nextCount = 0;
        step++;
        return count;
    }

    private void follow(SegmentTrie trie, int node, int hash, String text, int from, int to) {
        int literal = trie.literal(node, hash, text, from, to);
        if (literal != SegmentTrie.NONE) {
            enter(trie, literal);
        }
        int single = trie.single(node);
        if (single != SegmentTrie.NONE) {
            enter(trie, single);
        }
        if (trie.loops(node)) {
            enter(trie, node);
        }
    }

    private void follow(SegmentTrie trie, int node, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int literal = trie.literal(node, name.hashCode(), name, 0, name.length());
            if (literal != SegmentTrie.NONE) {
                enter(trie, literal);
            }
        }
    }

    private void enter(SegmentTrie trie, int node) {
        for (int at = node; at != SegmentTrie.NONE && nodeStamp[at] != step; at = trie.any(at)) {
            nodeStamp[at] = step;
            next[nextCount++] = at;
        }
    }

    private void collect(SegmentTrie trie) {
        for (int i = 0; i < nextCount; i++) {
            int pattern = trie.pattern(next[i]);
            if (pattern != SegmentTrie.NONE) {
                patternStamp[pattern] = walk;
                matched[matchedCount++] = pattern;
            }
        }
    }

    private void prepare(SegmentTrie trie) {
        if (nodeStamp.length < trie.nodes()) {
            nodeStamp = new int[trie.nodes()];
            current = new int[trie.nodes()];
            next = new int[trie.nodes()];
        }
        if (patternStamp.length < trie.patterns) {
            patternStamp = new int[trie.patterns];
            matched = new int[trie.patterns];
        }
        if (step > Integer.MAX_VALUE / 2 || walk == Integer.MAX_VALUE) {
            Arrays.fill(nodeStamp, 0);
            Arrays.fill(patternStamp, 0);
            step = 0;
            walk = 0;
        }
        matchedCount = 0;
        walk++;
    }
}
