package dev.postern.sidecar.evidence;

import dev.postern.evidence.Rests;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Door;

/** Door, cache label, whether the question holds seals, and how many digests follow it, packed into a number. */
final class Label {

    private static final Door[] DOORS = Door.values();
    private static final CacheLabel[] CACHES = CacheLabel.values();
    private static final int SEALED = 1 << 16;
    private static final int TOKENS_FROM = 17;
    private static final int EGRESS = 1 << 25;

    private Label() {}

    @SuppressWarnings("EnumOrdinal") // lives no longer than the process
    static int of(Door door, CacheLabel cache) {
        return door.ordinal() | cache.ordinal() << 8;
    }

    static int sealed(int label) {
        return label | SEALED;
    }

    /** @param tokens up to {@link Rests#MOST} */
    static int resting(int label, int tokens, boolean egress) {
        return label | tokens << TOKENS_FROM | (egress ? EGRESS : 0);
    }

    static int tokens(int label) {
        return label >> TOKENS_FROM & Rests.MOST;
    }

    static int egress(int label) {
        return (label & EGRESS) == 0 ? 0 : 1;
    }

    static Door door(int label) {
        return DOORS[label & 0xff];
    }

    static CacheLabel cache(int label) {
        return CACHES[label >> 8 & 0xff];
    }

    static boolean isSealed(int label) {
        return (label & SEALED) != 0;
    }

    /** The part that decides the form of a receipt. */
    static int form(int label) {
        return label & 0xffff;
    }
}
