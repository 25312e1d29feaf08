package dev.postern.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All patterns of one dimension, actions or resources, merged into an automaton over segments. Equal patterns share a
 * number. Literal edges of all nodes lie in one open-addressed table, so that a step costs one probe for each active
 * node however many patterns there are. Immutable and thread-safe; {@link TrieWalk} runs it.
 */
final class SegmentTrie {

    static final int NONE = -1;
    private static final String ONE = "*";
    private static final String ANY = "**";

    /** Where in a node's {@link #STRIDE} entries of {@link #table} each of its edges, and its pattern, is. */
    static final int SINGLE = 0;

    static final int MANY = 1;
    static final int PATTERN = 2;
    static final int LOOPS = 3;
    static final int STRIDE = 4;

    final char separator;
    final int patterns;
    final int nodes;
    /**
     * Of each node: the node that one arbitrary segment leads to, the node that any number of segments leads to, the
     * number of the pattern that ends there, each {@link #NONE} where there is none, and the node itself if every
     * segment leads back to it.
     */
    final int[] table;

    private final int mask;
    private final int[] edgeNode;
    private final int[] edgeHash;
    private final String[] edgeText;
    private final int[] edgeChild;

    private SegmentTrie(Builder builder) {
        separator = builder.separator;
        patterns = builder.patterns;
        nodes = builder.nodes.size();
        table = new int[nodes * STRIDE];
        int edges = 0;
        for (Node node : builder.nodes) {
            edges += node.literals.size();
        }
        int capacity = Integer.highestOneBit(Math.max(edges, 2)) * 4;
        mask = capacity - 1;
        edgeNode = new int[capacity];
        edgeHash = new int[capacity];
        edgeText = new String[capacity];
        edgeChild = new int[capacity];
        Arrays.fill(edgeNode, NONE);
        for (int i = 0; i < nodes; i++) {
            Node node = builder.nodes.get(i);
            table[i * STRIDE + SINGLE] = node.single;
            table[i * STRIDE + MANY] = node.many;
            table[i * STRIDE + PATTERN] = node.pattern;
            table[i * STRIDE + LOOPS] = node.loops ? i : NONE;
            for (Map.Entry<String, Integer> edge : node.literals.entrySet()) {
                put(i, edge.getKey(), edge.getValue());
            }
        }
    }

    /** The node that the segment {@code text[from, to)} leads to, or {@link #NONE}; {@code hash} is that of the segment. */
    int literal(int node, int hash, String text, int from, int to) {
        for (int i = slot(node, hash) & mask; edgeNode[i] != NONE; i = (i + 1) & mask) {
            if (edgeNode[i] == node && edgeHash[i] == hash) {
                String segment = edgeText[i];
                if (segment.length() == to - from && text.startsWith(segment, from)) {
                    return edgeChild[i];
                }
            }
        }
        return NONE;
    }

    private void put(int node, String segment, int child) {
        int i = slot(node, segment.hashCode()) & mask;
        while (edgeNode[i] != NONE) {
            i = (i + 1) & mask;
        }
        edgeNode[i] = node;
        edgeHash[i] = segment.hashCode();
        edgeText[i] = segment;
        edgeChild[i] = child;
    }

    private static int slot(int node, int hash) {
        int mixed = (hash + node * 0x9E3779B9) * 0x85EBCA6B;
        return mixed ^ (mixed >>> 15);
    }

    /** Collects patterns. Not thread-safe. */
    static final class Builder {

        private final char separator;
        private final List<Node> nodes = new ArrayList<>(List.of(new Node(false)));
        private int patterns;

        Builder(char separator) {
            this.separator = separator;
        }

        /** Adds a pattern and returns its number, from 0; patterns that stand for the same texts may share one. */
        int add(List<String> segments) {
            int at = 0;
            for (String segment : segments) {
                at = step(at, segment);
            }
            Node end = nodes.get(at);
            if (end.pattern == NONE) {
                end.pattern = patterns++;
            }
            return end.pattern;
        }

        SegmentTrie build() {
            return new SegmentTrie(this);
        }

        private int step(int at, String segment) {
            Node node = nodes.get(at);
            if (segment.equals(ANY)) {
                if (node.loops) {
                    return at;
                }
                node.many = node.many == NONE ? open(true) : node.many;
                return node.many;
            }
            if (segment.equals(ONE)) {
                node.single = node.single == NONE ? open(false) : node.single;
                return node.single;
            }
            return node.literals.computeIfAbsent(segment, absent -> open(false));
        }

        private int open(boolean loops) {
            nodes.add(new Node(loops));
            return nodes.size() - 1;
        }
    }

    private static final class Node {
        private final Map<String, Integer> literals = new HashMap<>();
        private final boolean loops;
        private int single = NONE;
        private int many = NONE;
        private int pattern = NONE;

        Node(boolean loops) {
            this.loops = loops;
        }
    }
}
