package dev.postern.evidence.chain;

import dev.postern.crypto.PublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ed25519 keys as {@code did:key:z…}: base58btc of 0xED 0x01 and the key (W3C did:key, Multibase, Multicodec). */
public final class DidKey {

    private static final String PREFIX = "did:key:z";
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int HEAD = 2;
    /** Longest base58 text of 34 bytes. */
    private static final int MAX_DIGITS = 47;

    private DidKey() {}

    /** The key that {@code did} names, whatever fragment follows, or null. */
    public static @Nullable PublicKey parse(String did) {
        int fragment = did.indexOf('#');
        String name = fragment < 0 ? did : did.substring(0, fragment);
        if (!name.startsWith(PREFIX) || name.length() > PREFIX.length() + MAX_DIGITS) {
            return null;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = PREFIX.length(); i < name.length(); i++) {
            int digit = ALPHABET.indexOf(name.charAt(i));
            if (digit < 0) {
                return null;
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = unsigned(number);
        boolean ed25519 = bytes.length == HEAD + PublicKey.BYTES && bytes[0] == (byte) 0xed && bytes[1] == 0x01;
        return ed25519 ? PublicKey.of(Arrays.copyOfRange(bytes, HEAD, bytes.length)) : null;
    }

    /** The name of {@code key}. */
    public static String print(PublicKey key) {
        byte[] bytes = new byte[HEAD + PublicKey.BYTES];
        bytes[0] = (byte) 0xed;
        bytes[1] = 0x01;
        System.arraycopy(key.toByteArray(), 0, bytes, HEAD, PublicKey.BYTES);
        StringBuilder digits = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] division = rest.divideAndRemainder(BASE);
            digits.append(ALPHABET.charAt(division[1].intValue()));
            rest = division[0];
        }
        return PREFIX + digits.reverse();
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
