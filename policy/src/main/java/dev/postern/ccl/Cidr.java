package dev.postern.ccl;

import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 or IPv6 addresses, or a single address: the block of full length. An IPv4-mapped IPv6 address or block
 * ({@code ::ffff:10.0.0.1}) is the IPv4 one, so that the same host cannot be written two ways. Bits behind the prefix
 * are cleared. Nothing is resolved; zones ({@code %eth0}) and octets with leading zeros are refused.
 *
 * @param v6 whether it is IPv6
 * @param high the address's upper 64 bits; 0 for IPv4
 * @param low its lower 64 bits; of IPv4 the lower 32
 * @param prefix how many leading bits are fixed: 0 to 32, or to 128
 */
public record Cidr(boolean v6, long high, long low, int prefix) {

    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;
    private static final int MAPPED_BITS = V6_BITS - V4_BITS;
    private static final int GROUPS = 8;

    /** {@code address} or {@code address/bits}, or null when {@code text} is neither. */
    public static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v6 = address.indexOf(':') >= 0;
        int bits =
                slash < 0 ? (v6 ? V6_BITS : V4_BITS) : decimal(text, slash + 1, text.length(), v6 ? V6_BITS : V4_BITS);
        if (bits < 0) {
            return null;
        }
        if (v6) {
            return v6(address, bits);
        }
        long value = v4(address, 0);
        return value < 0 ? null : masked(false, 0, value, bits);
    }

    /** Whether every address of {@code other} is in this block. */
    public boolean contains(Cidr other) {
        return v6 == other.v6
                && prefix <= other.prefix
                && (other.high & highMask(v6, prefix)) == high
                && (other.low & lowMask(v6, prefix)) == low;
    }

    private static @Nullable Cidr v6(String address, int bits) {
        int[] groups = groups(address);
        if (groups == null) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + GROUPS / 2];
        }
        boolean mapped = high == 0 && low >>> V4_BITS == 0xffff && bits >= MAPPED_BITS;
        return mapped ? masked(false, 0, low & 0xffff_ffffL, bits - MAPPED_BITS) : masked(true, high, low, bits);
    }

    /** The eight groups, or null; one {@code ::} stands for at least one group of zeros. */
    private static int @Nullable [] groups(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            if (colon < 0 && text.indexOf('.', at) >= 0) {
                long tail = v4(text, at);
                if (tail < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (tail >>> 16);
                groups[count++] = (int) (tail & 0xffff);
                break;
            }
            int end = colon < 0 ? text.length() : colon;
            int group = hexadecimal(text, at, end);
            if (group < 0 || count == GROUPS) {
                return null;
            }
            groups[count++] = group;
            at = end + 1;
            if (colon >= 0 && at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            } else if (colon >= 0 && at == text.length()) {
                return null;
            }
        }
        return gap < 0 ? (count == GROUPS ? groups : null) : count == GROUPS ? null : opened(groups, count, gap);
    }

    private static int[] opened(int[] groups, int count, int gap) {
        int[] whole = new int[GROUPS];
        System.arraycopy(groups, 0, whole, 0, gap);
        System.arraycopy(groups, gap, whole, GROUPS - (count - gap), count - gap);
        return whole;
    }

    /** The dotted address that runs from {@code start} to the end of the text, or -1. */
    private static long v4(String text, int start) {
        long value = 0;
        int at = start;
        for (int octet = 0; octet < 4; octet++) {
            int dot = text.indexOf('.', at);
            int end = octet == 3 ? text.length() : dot;
            int number = end < at ? -1 : decimal(text, at, end, 255);
            if (number < 0) {
                return -1;
            }
            value = value << 8 | number;
            at = end + 1;
        }
        return value;
    }

    private static int hexadecimal(String text, int start, int end) {
        int value = end > start && end - start <= 4 ? 0 : -1;
        for (int i = start; i < end && value >= 0; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            value = digit < 0 ? -1 : value << 4 | digit;
        }
        return value;
    }

    private static int decimal(String text, int start, int end, int max) {
        int value = end > start && end - start <= 3 && !(end - start > 1 && text.charAt(start) == '0') ? 0 : -1;
        for (int i = start; i < end && value >= 0; i++) {
            char c = text.charAt(i);
            value = c >= '0' && c <= '9' ? value * 10 + c - '0' : -1;
        }
        return value <= max ? value : -1;
    }

    private static Cidr masked(boolean v6, long high, long low, int prefix) {
        return new Cidr(v6, high & highMask(v6, prefix), low & lowMask(v6, prefix), prefix);
    }

    private static long highMask(boolean v6, int prefix) {
        return v6 ? ones(Math.min(prefix, Long.SIZE)) : 0;
    }

    private static long lowMask(boolean v6, int prefix) {
        return v6 ? ones(Math.max(prefix - Long.SIZE, 0)) : ones(prefix) >>> V4_BITS;
    }

    /** A word whose first {@code count} of 64 bits are set. */
    private static long ones(int count) {
        return count == 0 ? 0 : -1L << (Long.SIZE - count);
    }
}
