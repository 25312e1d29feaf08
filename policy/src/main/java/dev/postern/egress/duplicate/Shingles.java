package dev.postern.egress.duplicate;

import java.util.function.LongConsumer;

/**
 * A text as a set of hashes: those of every five characters in a row, of letters and digits in lower case with one blank
 * for all that stands between words. Bytes beyond ASCII count as letters. Not thread-safe.
 */
final class Shingles {

    static final int LENGTH = 5;

    private final LongConsumer each;
    private long window;
    private int filled;
    private boolean blank = true;

    /** Tells each hash, those of runs that come again once more. */
    Shingles(LongConsumer each) {
        this.each = each;
    }

    /** Takes the next bytes of the text. */
    void add(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            int c = normal(text[i]);
            if (c == ' ' && blank) {
                continue;
            }
            blank = c == ' ';
            window = (window << 8 | c) & 0xFF_FFFF_FFFFL;
            if (filled < LENGTH) {
                filled++;
            }
            if (filled == LENGTH) {
                each.accept(mix(window));
            }
        }
    }

    private static int normal(byte b) {
        int c = b & 0xff;
        if (c >= 'A' && c <= 'Z') {
            return c + 32;
        }
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 127 ? c : ' ';
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
    static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
