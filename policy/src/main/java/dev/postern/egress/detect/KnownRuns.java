package dev.postern.egress.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The runs of characters of one set that were walked last in a text: where tokens may be long and their prefixes stand
 * close, each byte is still walked once for each set. Not thread-safe.
 */
final class KnownRuns {

    private static final int SLOTS = 32;

    private final @Nullable CharSet[] sets = new CharSet[SLOTS];
    private final int[] starts = new int[SLOTS];
    private final int[] ends = new int[SLOTS];

    /** Forgets all, for another text. */
    void clear() {
        Arrays.fill(sets, null);
    }

    /** The first index from {@code at} whose byte is not in the set, at most {@code limit}. */
    int end(byte[] bytes, int at, int limit, CharSet set) {
        int slot = slot(set);
        CharSet known = sets[slot];
        boolean within = known != null && known.same(set) && starts[slot] <= at && at <= ends[slot];
        int end = within ? ends[slot] : at;
        if (end >= limit) {
            return limit;
        }
        while (end < limit && set.has(bytes[end])) {
            end++;
        }
        sets[slot] = set;
        starts[slot] = within ? starts[slot] : at;
        ends[slot] = end;
        return end;
    }

    private static boolean free(@Nullable CharSet known, CharSet set) {
        return known == null || known.same(set);
    }

    /** The slot of a set, or the one it may have; there are more slots than sets. */
    private int slot(CharSet set) {
        int slot = set.number() & (SLOTS - 1);
        for (int i = 0; i < SLOTS && !free(sets[slot], set); i++) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }
}
