package dev.postern.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns matched the texts met lately, so that a text that comes again is not walked again. Each text has one
 * place, where it is kept when it comes twice with no other of that place in between: ever new texts, or two that are
 * always asked for in turn, cost a number each and no memory. What is kept is found by the whole text, never by its hash
 * alone. Not thread-safe.
 */
final class WalkMemo {

    private static final int PLACES = 1 << 8;
    /** Characters of the longest text that is kept, so that memory is bounded. */
    private static final int LONGEST = 128;

    private final int[] seen = new int[PLACES];
    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Entry(SegmentTrie trie, String text, int[] patterns) {}

    /** The patterns of {@code trie} that match {@code text}, or {@code null} when that is not known. */
    int @Nullable [] find(SegmentTrie trie, String text) {
        int place = place(text);
        Entry entry = entries[place];
        if (entry == null || entry.trie != trie || !entry.text.equals(text)) {
            return null;
        }
        seen[place] = text.hashCode();
        return entry.patterns;
    }

    /** Takes note of a text that was walked, of which the first {@code count} of {@code patterns} matched. */
    void note(SegmentTrie trie, String text, int[] patterns, int count) {
        if (text.length() > LONGEST) {
            return;
        }
        int place = place(text);
        if (seen[place] == text.hashCode()) {
            entries[place] = new Entry(trie, text, Arrays.copyOf(patterns, count));
        }
        seen[place] = text.hashCode();
    }

    /** Lets go of everything kept. */
    void clear() {
        Arrays.fill(entries, null);
    }

    private static int place(String text) {
        int hash = text.hashCode();
        return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (PLACES - 1);
    }
}
