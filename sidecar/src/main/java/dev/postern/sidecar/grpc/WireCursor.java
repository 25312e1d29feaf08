package dev.postern.sidecar.grpc;

import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's encoding from bytes, as far as it is usual. At the first thing that is not (a field number above 15,
 * something cut off, a text that is not UTF-8, or what its user calls odd by {@link #giveUp}) it is at its end for good and
 * says so, whatever is asked of it after. Not thread-safe.
 */
final class WireCursor {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private int at;
    private int end;
    private boolean odd;

    WireCursor(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Whether anything was odd, so that nothing that was read can be relied on. */
    boolean isOdd() {
        return odd;
    }

    void giveUp() {
        odd = true;
        at = 0;
        end = 0;
    }

    /** The next tag, 0 at the end of what is open. */
    int tag() {
        if (at == end) {
            return 0;
        }
        int tag = bytes[at++];
        if (tag <= 0) {
            giveUp();
            return 0;
        }
        return tag;
    }

    /** Opens the message that comes next; returns what {@link #close} is to be given. */
    int open() {
        int length = length();
        int outer = end;
        end = at + length;
        return outer;
    }

    /** Closes the message that was opened, which has been read to its end. */
    void close(int outer) {
        if (!odd) {
            end = outer;
        }
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        giveUp();
        return 0;
    }

    long fixed64() {
        if (end - at < Long.BYTES) {
            giveUp();
            return 0;
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value |= (bytes[at++] & 0xffL) << (Byte.SIZE * i);
        }
        return value;
    }

    String text() {
        int length = length();
        int from = at;
        at += length;
        for (int i = from; i < at; i++) {
            if (bytes[i] < 0) {
                return beyondAscii(from, length);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String beyondAscii(int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // What is not UTF-8 becomes this character, which may also have been meant: either is odd.
        if (text.indexOf(REPLACEMENT) >= 0) {
            giveUp();
        }
        return text;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            giveUp();
            return 0;
        }
        return (int) length;
    }
}
