package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * A block of Internet addresses, {@code 10.0.0.0/8} or {@code fd00::/8} or a single address. IPv4 is held as
 * IPv4-mapped IPv6, so both spellings of an address are the same address. No name is ever looked up.
 *
 * @param high first 64 bits of the prefix, bits beyond {@code bits} cleared
 * @param low last 64 bits, likewise
 * @param bits prefix length, 0 to 128
 */
record AddressRange(long high, long low, int bits) {

    /** Reads a block; {@code null} when the text is none. Host bits beyond the prefix are ignored. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String head = slash < 0 ? text : text.substring(0, slash);
        Address address = Address.parse(head);
        if (address == null) {
            return null;
        }
        boolean four = head.indexOf(':') < 0;
        int bits = slash < 0 ? (four ? 32 : 128) : length(text, slash + 1);
        if (bits < 0 || bits > (four ? 32 : 128)) {
            return null;
        }
        bits += four ? 96 : 0;
        return new AddressRange(
                address.high() & mask(Math.min(bits, 64)), address.low() & mask(Math.max(bits - 64, 0)), bits);
    }

    boolean contains(Address address) {
        return ((address.high() ^ high) & mask(Math.min(bits, 64))) == 0
                && ((address.low() ^ low) & mask(Math.max(bits - 64, 0))) == 0;
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static int length(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
