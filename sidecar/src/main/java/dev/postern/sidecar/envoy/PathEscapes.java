package dev.postern.sidecar.envoy;

/** The percent escapes of a path. Stateless. */
final class PathEscapes {

    private PathEscapes() {}

    /** The byte that the escape at {@code at} stands for, or -1 when there is no escape. */
    static int octet(String path, int at) {
        if (at + 2 >= path.length() || path.charAt(at) != '%') {
            return -1;
        }
        return Hex.octet(path.charAt(at + 1), path.charAt(at + 2));
    }

    /** Bytes of the escaped UTF-8 sequence that starts with {@code lead} at {@code at}, 0 when there is none. */
    static int utf8Length(String path, int at, int lead) {
        int length =
                lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        for (int i = 1; i < length; i++) {
            int next = octet(path, at + 3 * i);
            if (next < 0x80 || next > 0xbf || (i == 1 && !isSecond(lead, next))) {
                return 0;
            }
        }
        return length;
    }

    /** Whether what is written would be an escape after one more decoding. */
    static boolean escapeTwice(StringBuilder written) {
        for (int at = written.indexOf("%25"); at >= 0; at = written.indexOf("%25", at + 3)) {
            if (at + 4 < written.length() && Hex.octet(written.charAt(at + 3), written.charAt(at + 4)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static void append(StringBuilder out, int octet) {
        out.append('%').append(digit(octet >> 4)).append(digit(octet & 0xf));
    }

    /** Table 3-7 of the Unicode standard: no over-long forms, no surrogates, nothing beyond U+10FFFF. */
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
