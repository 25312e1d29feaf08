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
    private int matchedCount;
    private int step;
    private int walk;

    /** Matches {@code text[from, to)}, which follows from {@code text} alone, unless {@code memo} knows the answer. */
    void match(SegmentTrie trie, String text, int from, int to, WalkMemo memo) {
        int[] known = memo.find(trie, text);
        if (known == null) {
            match(trie, text, from, to);
            memo.note(trie, text, matched, matchedCount);
            return;
        }
        prepare(trie);
        for (int pattern : known) {
            add(pattern);
        }
    }

    /** Matches {@code text[from, to)}. */
    void match(SegmentTrie trie, String text, int from, int to) {
        match(trie, text, from, to, List.of());
    }

    /** Matches {@code text[from, to)}; its first segment also goes by {@code names}. */
    void match(SegmentTrie trie, String text, int from, int to, List<String> names) {
        prepare(trie);
        int[] stamps = nodeStamp;
        int[] reached = next;
        int[] leaving = current;
        int count = enter(trie.table, stamps, ++step, reached, 0, 0);
        int start = from;
        while (true) {
            int end = start;
            int hash = 0;
            char c;
            while (end < to && (c = text.charAt(end)) != trie.separator) {
                hash = 31 * hash + c;
                end++;
            }
            int[] swapped = leaving;
            leaving = reached;
            reached = swapped;
            int turn = ++step;
            int arrived = 0;
            for (int i = 0; i < count; i++) {
                int node = leaving[i];
                int at = node * SegmentTrie.STRIDE;
                int literal = trie.literal(node, hash, text, start, end);
                arrived = enter(trie.table, stamps, turn, reached, arrived, literal);
                arrived = enter(trie.table, stamps, turn, reached, arrived, trie.table[at + SegmentTrie.SINGLE]);
                arrived = enter(trie.table, stamps, turn, reached, arrived, trie.table[at + SegmentTrie.LOOPS]);
                if (start == from) {
                    arrived = enter(trie, stamps, turn, reached, arrived, node, names);
                }
            }
            count = arrived;
            if (end == to || count == 0) {
                break;
            }
            start = end + 1;
        }
        collect(trie.table, reached, count);
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

    /** Adds a node, and what is reached from it by no segment, to those reached; returns how many there are now. */
    private static int enter(int[] table, int[] stamps, int turn, int[] reached, int count, int node) {
        int added = count;
        for (int at = node; at != SegmentTrie.NONE && stamps[at] != turn; ) {
            stamps[at] = turn;
            reached[added++] = at;
            at = table[at * SegmentTrie.STRIDE + SegmentTrie.MANY];
        }
        return added;
    }

    private static int enter(
            SegmentTrie trie, int[] stamps, int turn, int[] reached, int count, int node, List<String> names) {
        int added = count;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int literal = trie.literal(node, name.hashCode(), name, 0, name.length());
            added = enter(trie.table, stamps, turn, reached, added, literal);
        }
        return added;
    }

    private void collect(int[] table, int[] reached, int count) {
        for (int i = 0; i < count; i++) {
            int pattern = table[reached[i] * SegmentTrie.STRIDE + SegmentTrie.PATTERN];
            if (pattern != SegmentTrie.NONE) {
                add(pattern);
            }
        }
    }

    private void add(int pattern) {
        patternStamp[pattern] = walk;
        matched[matchedCount++] = pattern;
    }

    private void prepare(SegmentTrie trie) {
        if (nodeStamp.length < trie.nodes) {
            nodeStamp = new int[trie.nodes];
            current = new int[trie.nodes];
            next = new int[trie.nodes];
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
