package dev.postern.sidecar.envoy;

/** The hexadecimal digits of escapes. */
final class Hex {

    private Hex() {}

    /** The byte that two digits stand for, or -1 when one of them is no ASCII digit. */
    static int octet(int high, int low) {
        int upper = digit(high);
        int lower = digit(low);
        return upper < 0 || lower < 0 ? -1 : (upper << 4) | lower;
    }

    /** The value of an ASCII digit, or -1. */
    static int digit(int c) {
        return c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
