package dev.postern.egress.destination;

/** Hosts that are numbers: the IPv4 parser of the WHATWG URL standard. */
final class NumericHost {

    private static final int OCTETS = 4;

    private NumericHost() {}

    /** Whether the last label is a number, decimal or hexadecimal, so that the whole must be an address. */
    static boolean endsInNumber(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean digits = true;
        for (int i = 0; i < last.length() && digits; i++) {
            digits = last.charAt(i) >= '0' && last.charAt(i) <= '9';
        }
        return digits || number(last) >= 0;
    }

    /** The address that up to four decimal, octal or hexadecimal numbers stand for, or -1. */
    static long v4(String name, int labels) {
        if (labels > OCTETS) {
            return -1;
        }
        String[] parts = name.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            boolean last = i == parts.length - 1;
            long room = last ? 1L << (8 * (OCTETS + 1 - parts.length)) : 1L << 8;
            if (part < 0 || part >= room) {
                return -1;
            }
            address = last ? address | part : address | part << (8 * (OCTETS - 1 - i));
        }
        return address;
    }

    /** {@code 0x} begins a hexadecimal number, which may be empty, {@code 0} an octal one; -1 for none of them. */
    private static long number(String text) {
        int radix = 10;
        int from = 0;
        if (text.startsWith("0x")) {
            radix = 16;
            from = 2;
        } else if (text.length() > 1 && text.charAt(0) == '0') {
            radix = 8;
            from = 1;
        }
        if (text.isEmpty()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            // Large enough to be no address, small enough not to overflow.
            value = Math.min(value * radix + digit, 1L << 40);
        }
        return value;
    }
}
