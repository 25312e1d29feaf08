package dev.postern.egress.decode;

/** The header of a gzip member (RFC 1952, section 2.3); flags that are reserved mean nothing. Stateless. */
public final class GzipHeader {

    private static final int FIXED = 10;
    private static final int HEADER_CHECK = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;

    private GzipHeader() {}

    /**
     * Where the header that begins at {@code from} ends.
     *
     * @param to where the bytes end
     * @return the index behind it, 0 while it is not whole, -1 if there is none
     */
    public static int end(byte[] bytes, int from, int to) {
        boolean gzip = may(bytes, from, to, 0x1f) && may(bytes, from + 1, to, 0x8b) && may(bytes, from + 2, to, 8);
        if (!gzip) {
            return -1;
        }
        if (to - from < FIXED) {
            return 0;
        }
        int flags = bytes[from + 3];
        int end = from + FIXED;
        if ((flags & EXTRA) != 0) {
            end = to - end < 2 ? to + 1 : end + 2 + (bytes[end] & 0xff) + ((bytes[end + 1] & 0xff) << 8);
        }
        end = (flags & NAME) == 0 ? end : pastZero(bytes, end, to);
        end = (flags & COMMENT) == 0 ? end : pastZero(bytes, end, to);
        end += (flags & HEADER_CHECK) == 0 ? 0 : 2;
        return end <= to ? end : 0;
    }

    /** Whether {@code value} is at {@code index}, or may still come there. */
    private static boolean may(byte[] bytes, int index, int to, int value) {
        return to <= index || (bytes[index] & 0xff) == value;
    }

    private static int pastZero(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == 0) {
                return at + 1;
            }
        }
        return to + 1;
    }
}
