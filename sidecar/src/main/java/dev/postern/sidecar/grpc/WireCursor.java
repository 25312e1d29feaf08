package dev.postern.sidecar.grpc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's encoding from bytes, as far as it is usual. At the first thing that is not (a field number above 15,
 * something cut off, a text that is not UTF-8, or what its user calls odd by {@link #giveUp}) it is at its end for good and
 * says so, whatever is asked of it after. A <em>span</em> is where something lies: its start in the upper half, its length in
 * the lower. Not thread-safe.
 */
public final class WireCursor {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_VARINT = 10;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int at;
    private int end;
    private boolean odd;

    public WireCursor(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Whether anything was odd, so that nothing that was read can be relied on. */
    public boolean isOdd() {
        return odd;
    }

    public void giveUp() {
        odd = true;
        at = 0;
        end = 0;
    }

    /** The next tag, 0 at the end of what is open. */
    public int tag() {
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

    /** Takes the next tag, which is to be {@code tag}; 0 expects the end. */
    public void expect(int tag) {
        if (tag() != tag) {
            giveUp();
        }
    }

    /** Opens the message that comes next; returns what {@link #close} is to be given. */
    public int open() {
        int length = length();
        int outer = end;
        end = at + length;
        return outer;
    }

    /** Closes the message that was opened, which has been read to its end. */
    public void close(int outer) {
        if (!odd) {
            end = outer;
        }
    }

    /** What is left of the message that is open, which is all of it just after {@link #open}. */
    public long inside() {
        return span(at, end - at);
    }

    public long varint() {
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

    public long fixed64() {
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

    public String text() {
        int length = length();
        int from = at;
        at += length;
        return isAscii(from, at)
                ? new String(bytes, from, length, StandardCharsets.ISO_8859_1)
                : beyondAscii(from, length);
    }

    /** Passes over a text; one that is not ASCII is odd. */
    public long asciiSpan() {
        long span = bytesSpan();
        if (!isAscii(start(span), at)) {
            giveUp();
        }
        return odd ? 0 : span;
    }

    /** Passes over bytes. */
    public long bytesSpan() {
        int length = length();
        long span = span(at, length);
        at += length;
        return span;
    }

    /** Where a span starts. */
    public static int start(long span) {
        return (int) (span >>> Integer.SIZE);
    }

    /** How many bytes a span has. */
    public static int length(long span) {
        return (int) span;
    }

    private static long span(int start, int length) {
        return (long) start << Integer.SIZE | length;
    }

    private boolean isAscii(int from, int to) {
        long all = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            all |= (long) EIGHT.get(bytes, i);
        }
        for (; i < to; i++) {
            all |= bytes[i];
        }
        return (all & HIGH_BITS) == 0;
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
