package dev.postern.egress.detect;

/**
 * The words in a text that tell what follows them. Each part of the text is looked at once, however many ask about it. Not
 * thread-safe.
 */
final class Context {

    /** How far before a candidate words count. */
    static final int REACH = 64;

    /** How far behind another a question may be and still be answered from what was read. */
    private static final int SLACK = 48;
    /** More words than can begin in {@link #REACH} and {@link #SLACK}; a power of two. */
    private static final int KEPT = 256;

    private static final int LONE = 4;
    private static final WordTrie WORDS = Topic.trie();

    private final int[] starts = new int[KEPT];
    private final int[] ends = new int[KEPT];
    private final long[] topics = new long[KEPT];
    private int count;
    /** Words that begin in {@code [from, to)} were looked for. */
    private int from;

    private int to;
    /** Where the last question was about, and its answer. */
    private int asked = -1;

    private long answer;

    /** Forgets all, for another text. */
    void clear() {
        from = 0;
        to = 0;
        count = 0;
        asked = -1;
    }

    /** The topics of all words that stand shortly before {@code at}, as bits. */
    long topics(Text text, int at) {
        if (at != asked) {
            asked = at;
            answer = look(text, at);
        }
        return answer;
    }

    private long look(Text text, int at) {
        int first = Math.max(text.from, at - REACH);
        if (first < from || first > to) {
            from = Math.max(text.from, first < from ? first - SLACK : first);
            to = from;
            count = 0;
        }
        read(text, at - 1);
        long found = 0;
        for (int i = count - 1; i >= 0 && i >= count - KEPT && starts[i & (KEPT - 1)] >= first; i--) {
            int k = i & (KEPT - 1);
            found |= ends[k] <= at && starts[k] < at - 1 ? topics[k] : 0;
        }
        return found;
    }

    private void read(Text text, int until) {
        for (; to < until; to++) {
            int state = WORDS.next(WordTrie.ROOT, text.bytes[to] & 0xff);
            if (state != WordTrie.ROOT && startsWord(text, to)) {
                word(text, to, state);
            }
        }
    }

    /** Notes the words that begin at an index. */
    private void word(Text text, int start, int first) {
        int state = first;
        for (int end = start + 1; state != WordTrie.ROOT; end++) {
            long of = WORDS.meaning(state);
            if (of != 0 && (end - start > LONE || end >= text.to || !Chars.alnum(text.bytes[end] & 0xff))) {
                int k = count++ & (KEPT - 1);
                starts[k] = start;
                ends[k] = end;
                topics[k] = of;
            }
            state = end < text.to ? WORDS.next(state, text.bytes[end] & 0xff) : WordTrie.ROOT;
        }
    }

    /** Words also begin at a capital inside a name: {@code userSsn}. */
    private static boolean startsWord(Text text, int i) {
        int before = text.at(i - 1);
        return !Chars.letter(before)
                || (Chars.is(text.at(i), Chars.UPPER) && Chars.is(before, Chars.LOWER))
                || text.startsWord(i);
    }
}
