package dev.postern.sidecar.egress;

import dev.postern.egress.decode.GzipHeader;
import java.util.Arrays;

/** The head of a gzip member (RFC 1952, section 2.3), as it comes. Not thread-safe. */
final class GzipHead {

    /** Names and comments that are longer are nobody's. */
    private static final int MOST = 1 << 10;

    private static final int FLAGS = 3;
    private static final int RESERVED = 0xe0;

    private byte[] bytes = {};

    /** Takes the next bytes; how many of all that were taken are the head's, 0 while it is not whole, -1 if it is none. */
    int take(byte[] part) {
        int before = bytes.length;
        int room = Math.min(part.length, MOST - before);
        bytes = Arrays.copyOf(bytes, before + room);
        System.arraycopy(part, 0, bytes, before, room);
        int length = GzipHeader.end(bytes, 0, bytes.length);
        boolean odd = bytes.length > FLAGS && (bytes[FLAGS] & RESERVED) != 0;
        return odd || (length == 0 && bytes.length == MOST) ? -1 : length;
    }

    /** How many bytes were taken. */
    int taken() {
        return bytes.length;
    }

    /** Whether nothing is in it but what every head has. */
    boolean isBare() {
        return bytes.length > FLAGS && bytes[FLAGS] == 0;
    }
}
