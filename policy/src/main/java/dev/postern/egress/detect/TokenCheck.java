package dev.postern.egress.detect;

import java.util.zip.CRC32;

/** A checksum inside a token: where it is right, the token is real. Where it is wrong, the token may be of another kind. */
enum TokenCheck {
    NONE {
        @Override
        boolean passes(Text text, int start, int end) {
            return false;
        }
    },
    /**
     * The last six characters are the CRC-32 of the thirty before them, in base 62 (GitHub's and npm's tokens since
     * 2021).
     */
    CRC_BASE62 {
        @Override
        boolean passes(Text text, int start, int end) {
            int random = end - CHECKSUM - RANDOM;
            if (random <= start) {
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(text.bytes, random, RANDOM);
            long value = crc.getValue();
            for (int i = end - 1; i >= end - CHECKSUM; i--) {
                if (text.at(i) != BASE62.charAt((int) (value % 62))) {
                    return false;
                }
                value /= 62;
            }
            return true;
        }
    };

    static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM = 6;
    private static final int RANDOM = 30;

    /** Whether the token {@code [start, end)} has a checksum, and it is right. */
    abstract boolean passes(Text text, int start, int end);
}
