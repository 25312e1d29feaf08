package dev.postern.sidecar.egress;

import java.util.Arrays;

/** Bytes that may not leave yet: added at the end, taken from the start. What is added is copied once. Not thread-safe. */
final class Held {

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    /** Bytes of memory. */
    int capacity() {
        return bytes.length;
    }

    void add(byte[] part) {
        if (end + part.length > bytes.length) {
            int needed = size() + part.length;
            // Room for twice as much, unless half of it is free at the start.
            byte[] roomy = needed > bytes.length / 2 ? new byte[Math.max(needed, 2 * size())] : bytes;
            System.arraycopy(bytes, start, roomy, 0, size());
            end = size();
            start = 0;
            bytes = roomy;
        }
        System.arraycopy(part, 0, bytes, end, part.length);
        end += part.length;
    }

    /** Takes the first {@code count} bytes. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        start += count;
        if (start == end) {
            bytes = NOTHING;
            start = 0;
            end = 0;
        }
        return taken;
    }

    /** All that is held. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Drops all but the last {@code count} bytes. */
    void keepLast(int count) {
        start = Math.max(start, end - count);
    }
}
