package dev.postern.evidence;

/** The first byte of a stored leaf: its kind in the low two bits, and of a receipt what is left out. */
final class RecordTag {

    static final int RECEIPT = 0;
    static final int GAP = 1;
    static final int BOOT = 2;
    static final int CLOCK = 3;
    static final int KIND = 3;

    static final int SAME_FORM = 4;
    static final int NEXT_NUMBER = 8;
    static final int ASKED = 16;
    static final int SAME_WALL = 32;
    static final int RESTS = 64;

    private RecordTag() {}
}
