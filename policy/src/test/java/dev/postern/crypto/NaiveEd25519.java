package dev.postern.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 straight from RFC 8032 in big integers, slow and plain: points in affine coordinates, verification by the
 * equation {@code [8][S]B = [8]R + [8][k]A} itself.
 */
final class NaiveEd25519 {

    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    private static final BigInteger COFACTOR = BigInteger.valueOf(8);

    static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = base();

    private NaiveEd25519() {}

    record Point(BigInteger x, BigInteger y) {

        Point plus(Point other) {
            BigInteger xs = x.multiply(other.y).add(other.x.multiply(y));
            BigInteger ys = y.multiply(other.y).add(x.multiply(other.x));
            BigInteger t = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
            return new Point(
                    xs.multiply(BigInteger.ONE.add(t).modInverse(P)).mod(P),
                    ys.multiply(BigInteger.ONE.subtract(t).modInverse(P)).mod(P));
        }

        Point times(BigInteger factor) {
            Point sum = NEUTRAL;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                sum = factor.testBit(bit) ? sum.plus(this) : sum;
            }
            return sum;
        }

        byte[] encode() {
            byte[] bytes = littleEndian(y);
            bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return bytes;
        }
    }

    /** The point of a canonical encoding, or null. */
    static @Nullable Point decode(byte[] bytes) {
        byte[] magnitude = bytes.clone();
        magnitude[31] &= 0x7f;
        BigInteger y = number(magnitude);
        if (y.compareTo(P) >= 0) {
            return null;
        }
        BigInteger ySquare = y.multiply(y);
        BigInteger xSquare = ySquare.subtract(BigInteger.ONE)
                .multiply(D.multiply(ySquare).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = xSquare.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xSquare)) {
            x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
        }
        boolean odd = bytes[31] < 0;
        if (!x.multiply(x).mod(P).equals(xSquare) || (x.signum() == 0 && odd)) {
            return null;
        }
        return new Point(x.testBit(0) == odd ? x : P.subtract(x), y);
    }

    /** Whether the signature is strictly valid for an acceptable key. */
    static boolean verify(byte[] key, byte[] message, byte[] signature) {
        byte[] r = Arrays.copyOf(signature, 32);
        BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
        Point a = decode(key);
        Point commitment = decode(r);
        if (a == null || commitment == null || s.compareTo(L) >= 0) {
            return false;
        }
        Point right = commitment.plus(a.times(challenge(r, key, message)));
        return !a.times(COFACTOR).equals(NEUTRAL)
                && !commitment.times(COFACTOR).equals(NEUTRAL)
                && BASE.times(s).times(COFACTOR).equals(right.times(COFACTOR));
    }

    static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
        try {
            var sha512 = MessageDigest.getInstance("SHA-512");
            sha512.update(r);
            sha512.update(key);
            return number(sha512.digest(message)).mod(L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static Point base() {
        BigInteger y = BigInteger.valueOf(4)
                .multiply(BigInteger.valueOf(5).modInverse(P))
                .mod(P);
        Point point = decode(littleEndian(y));
        if (point == null) {
            throw new AssertionError("the base point is on the curve");
        }
        return point;
    }
}
