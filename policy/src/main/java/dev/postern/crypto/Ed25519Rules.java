package dev.postern.crypto;

/**
 * Which signatures Postern accepts, whatever library does the arithmetic. All numbers are little-endian.
 *
 * <ul>
 *   <li>A public key is the canonical encoding (y below p = 2^255 − 19, no sign bit on x = 0) of a point that is not of
 *       small order.
 *   <li>A signature is {@code R ‖ S}. S is below the group's order L; R is the canonical encoding of a point that is not of
 *       small order.
 *   <li>The equation is that of RFC 8032 §5.1.7, {@code [8][S]B = [8]R + [8][k]A}, with the cofactor. It differs from the
 *       one without only where R or A has a component of small order, and such a signature nobody can make but who has
 *       the key.
 * </ul>
 *
 * <p>These are the rules of algorithm 2 in Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020), and the one
 * about the order of R besides: no signature can be made into another, and none holds for two keys or two messages. A
 * component of small order in a key changes no verdict; looking for one would cost as much as a verification.
 */
final class Ed25519Rules {

    private static final byte[] P = Hex.parseKnown("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    private static final byte[] L = Hex.parseKnown("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    /** The y coordinates of the points whose order divides 8. */
    private static final byte[][] SMALL_ORDER = {
        Hex.parseKnown("0000000000000000000000000000000000000000000000000000000000000000"),
        Hex.parseKnown("0100000000000000000000000000000000000000000000000000000000000000"),
        Hex.parseKnown("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Hex.parseKnown("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Hex.parseKnown("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
    };

    private Ed25519Rules() {}

    /** Whether R and S of {@code signature} are encoded as they must be. */
    static boolean accepts(byte[] signature) {
        return below(signature, 32, L, 0xff) && acceptsPoint(signature);
    }

    /** Whether the point at the start of {@code bytes} is canonically encoded and not of small order. */
    static boolean acceptsPoint(byte[] bytes) {
        return below(bytes, 0, P, 0x7f) && !isSmallOrder(bytes);
    }

    private static boolean isSmallOrder(byte[] bytes) {
        for (byte[] y : SMALL_ORDER) {
            if (sameY(bytes, y)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameY(byte[] bytes, byte[] y) {
        for (int i = 0; i < 31; i++) {
            if (bytes[i] != y[i]) {
                return false;
            }
        }
        return (bytes[31] & 0x7f) == y[31];
    }

    /** Whether the 32 bytes at {@code offset}, their last masked with {@code lastMask}, are less than {@code bound}. */
    private static boolean below(byte[] bytes, int offset, byte[] bound, int lastMask) {
        for (int i = 31; i >= 0; i--) {
            int digit = bytes[offset + i] & (i == 31 ? lastMask : 0xff);
            int limit = bound[i] & 0xff;
            if (digit != limit) {
                return digit < limit;
            }
        }
        return false;
    }
}
