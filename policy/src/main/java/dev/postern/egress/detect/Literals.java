package dev.postern.egress.detect;

import java.util.List;

/**
 * The literals that detectors begin with, in one deterministic automaton (Aho and Corasick, 1975) over folded bytes:
 * letters without case, any digit as {@code 0}, bytes no literal has as one. Its table is dense; states are numbered
 * breadth-first with those that end a literal last, so that one comparison tells a hit. Two lanes walk the two halves of
 * a text at once, which hides the latency of the table. Immutable and thread-safe.
 */
public final class Literals implements LiteralSearch {

    /** The state in which no literal has begun. */
    static final int ROOT = 0;
    /** Below this a text is walked by one lane; twice the longest literal at least. */
    private static final int MIN_LANES = 512;

    private final List<String> all;
    private final byte[] classes;
    private final int shift;
    private final int[] next;
    private final int firstEnd;
    private final int[] depths;
    /** By states that end a literal, the longest that does. */
    private final int[] ends;
    /** By literals, those that end wherever one does. */
    private final int[][] endings;

    private final int longest;

    private Literals(List<String> literals, byte[] classes, int shift, LiteralTrie trie) {
        this.all = literals.stream().map(Literals::folded).toList();
        this.classes = classes;
        this.shift = shift;
        longest = literals.stream().mapToInt(String::length).max().orElse(1);
        if (longest > MIN_LANES / 2) {
            throw new IllegalArgumentException("a literal of " + longest + " bytes, expected at most " + MIN_LANES / 2);
        }
        int[] number = trie.numbers();
        int states = number.length;
        firstEnd = trie.firstEnd;
        next = new int[states << shift];
        ends = new int[states - firstEnd];
        endings = new int[literals.size()][];
        depths = new int[states];
        for (int s = 0; s < states; s++) {
            int[] row = trie.next.get(s);
            for (int c = 0; c < row.length; c++) {
                next[(number[s] << shift) + c] = number[row[c]] << shift;
            }
            depths[number[s]] = trie.depth.get(s);
            if (number[s] >= firstEnd) {
                int[] ending = trie.ends.get(s);
                ends[number[s] - firstEnd] = ending[0];
                endings[ending[0]] = ending;
            }
        }
    }

    /** The automaton of some literals, each not empty and of ASCII; a literal is known by its index. */
    public static Literals of(List<String> literals) {
        byte[] classes = new byte[256];
        int count = 1;
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                int c = fold(literal.charAt(i));
                classes[c] = classes[c] == 0 ? (byte) count++ : classes[c];
            }
        }
        for (int c = 0; c < 256; c++) {
            classes[c] = classes[fold(c)];
        }
        int shift = 32 - Integer.numberOfLeadingZeros(count - 1);
        LiteralTrie trie = new LiteralTrie(count);
        for (int i = 0; i < literals.size(); i++) {
            trie.add(literals.get(i), classes, i);
        }
        trie.close();
        return new Literals(literals, classes, shift, trie);
    }

    static String folded(String literal) {
        StringBuilder folded = new StringBuilder(literal.length());
        literal.chars().forEach(c -> folded.append((char) fold(c)));
        return folded.toString();
    }

    static int fold(int c) {
        return Chars.digit(c) ? '0' : Chars.lower(c);
    }

    /** The literals, folded: a literal is known by its index, and {@code 0} stands for any digit. */
    public List<String> all() {
        return all;
    }

    /** The bytes of the longest literal. */
    public int longest() {
        return longest;
    }

    /** The literals that end wherever a literal does, the longest first, which is itself. */
    int[] ending(int literal) {
        return endings[literal];
    }

    int length(int literal) {
        return all.get(literal).length();
    }

    /** How many bytes before {@code to} may belong to a literal that is not complete yet. */
    int pending(byte[] text, int start, int to) {
        return depths[before(text, start, to) >> shift];
    }

    @Override
    public void find(byte[] text, int start, int from, int to, Hits hits) {
        hits.clear();
        int state = before(text, start, from);
        if (to - from < MIN_LANES) {
            walk(text, from, to, state, hits);
        } else {
            lanes(text, from, from + ((to - from) >>> 1), to, state, hits);
        }
    }

    /** The state that the bytes before an index lead to. */
    int before(byte[] text, int start, int index) {
        int s = ROOT;
        for (int i = Math.max(start, index - longest); i < index; i++) {
            s = step(s, text[i]);
        }
        return s;
    }

    int step(int state, byte b) {
        return next[state + classes[b & 0xff]];
    }

    /** The longest literal that ends in a state, or -1. */
    int ended(int state) {
        int end = firstEnd << shift;
        return state < end ? -1 : ends[(state - end) >> shift];
    }

    private void walk(byte[] text, int from, int to, int state, Hits hits) {
        int s = state;
        int end = firstEnd << shift;
        for (int i = from; i < to; i++) {
            s = next[s + classes[text[i] & 0xff]];
            if (s >= end) {
                hits.add(i, ends[(s - end) >> shift]);
            }
        }
    }

    /*
     * The second lane starts in the middle, from the state that the bytes before it lead to. The literals that end in the
     * second half are thus its own, and the first lane stops at the middle.
     */
    private void lanes(byte[] text, int from, int middle, int to, int state, Hits hits) {
        int end = firstEnd << shift;
        int a = state;
        int b = before(text, from, middle);
        int second = middle - from;
        for (int i = from; i < middle; i++) {
            a = next[a + classes[text[i] & 0xff]];
            b = next[b + classes[text[i + second] & 0xff]];
            if (a >= end) {
                hits.add(i, ends[(a - end) >> shift]);
            }
            if (b >= end) {
                hits.addLater(i + second, ends[(b - end) >> shift]);
            }
        }
        hits.join();
        walk(text, middle + second, to, b, hits);
    }
}
