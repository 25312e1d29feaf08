package dev.postern.egress.detect;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What may stand right before a literal and right behind it for a matcher to look there: one look at two tables is all
 * that a literal costs that stands elsewhere. The begin and the end of a text may stand anywhere. Immutable.
 */
final class Neighbours {

    static final Neighbours ANY = of(c -> true, c -> true);

    private final long[] before;
    private final long[] behind;

    private Neighbours(long[] before, long[] behind) {
        this.before = before;
        this.behind = behind;
    }

    /** Those of some bytes, 0 to 255, before a literal and behind it. */
    static Neighbours of(IntPredicate before, IntPredicate behind) {
        return new Neighbours(set(before), set(behind));
    }

    static Neighbours before(IntPredicate before) {
        return of(before, c -> true);
    }

    /** Those of a literal that begins a word, see {@link Text#startsWord}. */
    static Neighbours ofWord(IntPredicate behind) {
        return of(c -> !Chars.alnum(c) || c == 'n' || c == 'r' || c == 't', behind);
    }

    /** What may stand beside one or the other. */
    Neighbours or(Neighbours other) {
        return new Neighbours(union(before, other.before), union(behind, other.behind));
    }

    /** Whether such stand beside the literal {@code [start, end)}. */
    boolean admit(Text text, int start, int end) {
        return has(before, text.at(start - 1)) && has(behind, text.at(end));
    }

    private static boolean has(long[] set, int c) {
        return c < 0 || (set[c >>> 6] >>> c & 1) != 0;
    }

    private static long[] set(IntPredicate of) {
        long[] set = new long[4];
        for (int c = 0; c < 256; c++) {
            set[c >>> 6] |= of.test(c) ? 1L << c : 0;
        }
        return set;
    }

    private static long[] union(long[] some, long[] more) {
        long[] both = Arrays.copyOf(some, some.length);
        for (int i = 0; i < both.length; i++) {
            both[i] |= more[i];
        }
        return both;
    }
}
