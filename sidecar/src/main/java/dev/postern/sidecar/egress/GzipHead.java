package dev.postern.sidecar.egress;

import java.util.Arrays;

/** The head of a gzip member (RFC 1952, section 2.3), as it comes. Not thread-safe. */
final class GzipHead {

    /** Names and comments that are longer are nobody's. */
    private static final int MOST = 1 << 10;

    private static final int FIXED = 10;
    private static final int HEADER_CHECK = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    private byte[] bytes = {};

    /** Takes the next bytes; how many of all that were taken are the head's, 0 while it is not whole, -1 if it is none. */
    int take(byte[] part) {
        int before = bytes.length;
        int room = Math.min(part.length, MOST - before);
        bytes = Arrays.copyOf(bytes, before + room);
        System.arraycopy(part, 0, bytes, before, room);
        int length = length();
        return length == 0 && bytes.length == MOST ? -1 : length;
    }

    /** How many bytes were taken. */
    int taken() {
        return bytes.length;
    }

    /** Whether nothing is in it but what every head has. */
    boolean isBare() {
        return bytes.length > 3 && bytes[3] == 0;
    }

    private int length() {
        boolean gzip = at(0, 0x1f) && at(1, 0x8b) && at(2, 8) && (bytes.length < 4 || (bytes[3] & RESERVED) == 0);
        if (!gzip) {
            return -1;
        }
        if (bytes.length < FIXED) {
            return 0;
        }
        int flags = bytes[3];
        int end = FIXED;
        if ((flags & EXTRA) != 0) {
            end = bytes.length < end + 2 ? MOST : end + 2 + (bytes[end] & 0xff) + ((bytes[end + 1] & 0xff) << 8);
        }
        end = (flags & NAME) == 0 ? end : pastZero(end);
        end = (flags & COMMENT) == 0 ? end : pastZero(end);
        end += (flags & HEADER_CHECK) == 0 ? 0 : 2;
        return end <= bytes.length ? end : 0;
    }

    /** Whether {@code value} is at {@code index}, or may still come there. */
    private boolean at(int index, int value) {
        return bytes.length <= index || (bytes[index] & 0xff) == value;
    }

    private int pastZero(int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                return at + 1;
            }
        }
        return MOST + 1;
    }
}
