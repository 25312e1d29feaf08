package dev.postern.egress.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Words with what each means, as bits, in one trie that is walked a byte at a time, letters without case. Immutable and
 * thread-safe.
 */
final class WordTrie {

    /** The state before any byte, and the answer where no word goes on. */
    static final int ROOT = 0;

    private final byte[] classes = new byte[256];
    private final int width;
    private final short[] next;
    private final long[] meanings;

    /** The trie of words in lower case, each not empty, of characters below 256. */
    WordTrie(Map<String, Long> words) {
        int count = 1;
        int states = 1;
        for (String word : words.keySet()) {
            states += word.length();
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                classes[c] = classes[c] == 0 ? (byte) count++ : classes[c];
            }
        }
        for (int c = 'A'; c <= 'Z'; c++) {
            classes[c] = classes[Chars.lower(c)];
        }
        width = count;
        short[] table = new short[states * width];
        long[] bits = new long[states];
        int used = 1;
        for (Map.Entry<String, Long> word : words.entrySet()) {
            int state = ROOT;
            for (int i = 0; i < word.getKey().length(); i++) {
                int at = state * width + classes[word.getKey().charAt(i)];
                table[at] = table[at] == ROOT ? (short) used++ : table[at];
                state = table[at];
            }
            bits[state] |= word.getValue();
        }
        next = Arrays.copyOf(table, used * width);
        meanings = Arrays.copyOf(bits, used);
    }

    /** The trie of words that all mean the same, 1. */
    static WordTrie of(List<String> words) {
        return new WordTrie(words.stream().distinct().collect(Collectors.toMap(word -> word, word -> 1L)));
    }

    /** Where a byte, 0 to 255, leads from a state, or {@link #ROOT}. */
    int next(int state, int c) {
        int of = classes[c];
        return of == 0 ? ROOT : next[state * width + of];
    }

    /** What the word that ends in a state means; 0 if none does. */
    long meaning(int state) {
        return meanings[state];
    }

    /** What the word {@code [from, to)} means; 0 if it is none. */
    long meaning(byte[] text, int from, int to) {
        int state = ROOT;
        for (int i = from; i < to; i++) {
            state = next(state, text[i] & 0xff);
            if (state == ROOT) {
                return 0;
            }
        }
        return meanings[state];
    }
}
