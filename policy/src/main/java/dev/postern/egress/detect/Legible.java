package dev.postern.egress.detect;

/** Stretches of bytes that read as text, in what a run was decoded to. Stateless. */
final class Legible {

    /** Fewer bytes in a row are not worth scanning. */
    private static final int FEWEST = 8;

    private static final boolean[] TEXT = text();

    private Legible() {}

    /**
     * Where enough bytes in a row are text, or -1. Of bytes made by chance few are looked at: one that is not text at the
     * end of where a stretch might be rules out all that begin before it.
     */
    static int begin(byte[] bytes, int from, int length) {
        int begin = from;
        int known = from;
        for (int last = begin + FEWEST - 1; last < length; last = begin + FEWEST - 1) {
            int i = last;
            while (i >= known && TEXT[bytes[i] & 0xff]) {
                i--;
            }
            if (i < known) {
                return begin;
            }
            begin = i + 1;
            known = last + 1;
        }
        return -1;
    }

    /** Where the text that goes on at an index ends. */
    static int end(byte[] bytes, int from, int length) {
        int end = from;
        while (end < length && TEXT[bytes[end] & 0xff]) {
            end++;
        }
        return end;
    }

    private static boolean[] text() {
        boolean[] text = new boolean[256];
        for (int b = 0; b < text.length; b++) {
            text[b] = (b >= ' ' && b < 127) || b == '\n' || b == '\r' || b == '\t';
        }
        return text;
    }
}
