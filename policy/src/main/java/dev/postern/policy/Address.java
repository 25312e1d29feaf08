package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * An Internet address of 128 bits; IPv4 is held IPv4-mapped.
 *
 * @param high first 64 bits
 * @param low last 64 bits
 */
record Address(long high, long low) {

    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int GROUPS = 8;

    /** Reads the text forms of RFC 4291 section 2.2 and dotted decimal; {@code null} for anything else, zones included. */
    static @Nullable Address parse(String text) {
        if (text.indexOf(':') < 0) {
            long four = four(text, 0);
            return four < 0 ? null : new Address(0, MAPPED | four);
        }
        return text.length() > 45 ? null : six(text);
    }

    private static @Nullable Address six(String text) {
        long high = 0;
        long low = 0;
        int groups = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            end = end < 0 ? text.length() : end;
            if (end == text.length() && text.indexOf('.', at) >= 0) {
                long four = groups <= GROUPS - 2 ? four(text, at) : -1;
                if (four < 0) {
                    return null;
                }
                high = high << 32 | low >>> 32;
                low = low << 32 | four;
                groups += 2;
                at = end;
                break;
            }
            int group = groups < GROUPS ? group(text, at, end) : -1;
            if (group < 0) {
                return null;
            }
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
            groups++;
            at = end + 1;
            if (end < text.length() && at == text.length()) {
                return null;
            }
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = groups;
                at++;
            }
        }
        return gap < 0 ? (groups == GROUPS ? new Address(high, low) : null) : spread(high, low, groups, gap);
    }

    /** Puts the zeros of {@code ::} after the first {@code gap} of {@code groups} groups. */
    private static @Nullable Address spread(long high, long low, int groups, int gap) {
        if (groups >= GROUPS) {
            return null;
        }
        int tailBits = (groups - gap) * 16;
        int zeroBits = (GROUPS - groups) * 16;
        long[] head = shifted(high, low, -tailBits);
        long[] placed = shifted(head[0], head[1], tailBits + zeroBits);
        long[] top = shifted(high, low, 128 - tailBits);
        long[] tail = shifted(top[0], top[1], tailBits - 128);
        return new Address(placed[0] | tail[0], placed[1] | tail[1]);
    }

    /** 128 bits moved left by {@code by}, or right when it is negative. */
    private static long[] shifted(long high, long low, int by) {
        int bits = Math.abs(by);
        if (bits == 0) {
            return new long[] {high, low};
        }
        if (bits >= 128) {
            return new long[] {0, 0};
        }
        if (by > 0) {
            return bits >= 64
                    ? new long[] {low << (bits - 64), 0}
                    : new long[] {high << bits | low >>> (64 - bits), low << bits};
        }
        return bits >= 64
                ? new long[] {0, high >>> (bits - 64)}
                : new long[] {high >>> bits, low >>> bits | high << (64 - bits)};
    }

    private static int group(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** The 32 bits of dotted decimal from {@code from} on, or -1; no leading zeros, for some read them as octal. */
    private static long four(String text, int from) {
        long value = 0;
        int parts = 0;
        int part = -1;
        for (int i = from; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (part < 0 || ++parts > 4) {
                    return -1;
                }
                value = value << 8 | part;
                part = -1;
            } else if (c < '0' || c > '9' || part == 0) {
                return -1;
            } else {
                part = (part < 0 ? 0 : part * 10) + (c - '0');
                if (part > 255) {
                    return -1;
                }
            }
        }
        return parts == 4 ? value : -1;
    }
}
