package dev.postern.egress.destination;

import dev.postern.ccl.Cidr;
import org.jspecify.annotations.Nullable;

/** Addresses as texts and as octets. */
public final class IpText {

    private static final int GROUPS = 8;
    private static final int V4_OCTETS = 4;
    private static final int V6_OCTETS = 16;
    private static final long MAPPED = 0xffffL << 32;

    private IpText() {}

    /** An IPv6 address, mapped ones kept as they are; {@code null} for anything else, zones included. */
    static @Nullable Cidr v6(String text) {
        Cidr block = text.indexOf(':') < 0 || text.indexOf('/') >= 0 ? null : Cidr.parse(text);
        return block == null || block.v6() ? block : new Cidr(true, 0, MAPPED | block.low(), 128);
    }

    /** The address of four or sixteen octets in network order. */
    public static Cidr of(byte[] octets) {
        if (octets.length == V4_OCTETS) {
            return new Cidr(false, 0, word(octets, 0, V4_OCTETS), 32);
        }
        if (octets.length != V6_OCTETS) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        }
        return new Cidr(true, word(octets, 0, 8), word(octets, 8, 8), 128);
    }

    /** The address as a host of a URL: IPv6 in brackets. */
    static String host(Cidr address) {
        return address.v6() ? "[" + text(address) + "]" : text(address);
    }

    /** Dotted decimal, or RFC 5952 without dotted tails, as the WHATWG URL standard writes it. */
    public static String text(Cidr address) {
        long low = address.low();
        return address.v6()
                ? v6(address.high(), low)
                : (low >> 24 & 0xff) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
    }

    private static String v6(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) (((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xffff);
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static long word(byte[] octets, int from, int count) {
        long word = 0;
        for (int i = from; i < from + count; i++) {
            word = word << 8 | (octets[i] & 0xff);
        }
        return word;
    }
}
