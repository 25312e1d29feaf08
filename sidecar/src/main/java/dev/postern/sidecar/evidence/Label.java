package dev.postern.sidecar.evidence;

import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Door;

/** Door, cache label and whether the question holds seals, packed into a number. */
final class Label {

    private static final Door[] DOORS = Door.values();
    private static final CacheLabel[] CACHES = CacheLabel.values();
    private static final int SEALED = 1 << 16;

    private Label() {}

    @SuppressWarnings("EnumOrdinal") // lives no longer than the process
    static int of(Door door, CacheLabel cache, boolean sealed) {
        return door.ordinal() | cache.ordinal() << 8 | (sealed ? SEALED : 0);
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
