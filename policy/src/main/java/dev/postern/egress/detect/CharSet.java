package dev.postern.egress.detect;

/** A set of ASCII characters. Immutable. */
final class CharSet {

    private final long low;
    private final long high;

    /** Two sets with one number may hold different characters. */
    private final int number;

    private CharSet(long low, long high) {
        this.low = low;
        this.high = high;
        long mixed = (low * 31 + high) * 0x9E3779B97F4A7C15L;
        this.number = (int) (mixed >>> 32);
    }

    /** The characters of a list in which {@code a-z} stands for all from one to another. */
    static CharSet of(String list) {
        long[] set = new long[2];
        for (int i = 0; i < list.length(); i++) {
            char first = list.charAt(i);
            boolean range = i + 2 < list.length() && list.charAt(i + 1) == '-';
            char last = range ? list.charAt(i + 2) : first;
            for (int c = first; c <= last; c++) {
                set[c >> 6] |= 1L << c;
            }
            i += range ? 2 : 0;
        }
        return new CharSet(set[0], set[1]);
    }

    boolean has(int c) {
        return (c & ~0x7f) == 0 && ((c < 64 ? low : high) >>> c & 1) != 0;
    }

    boolean same(CharSet other) {
        return low == other.low && high == other.high;
    }

    int number() {
        return number;
    }
}
