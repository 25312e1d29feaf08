package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 keys in files (RFC 8410, RFC 7468): PKCS#8 and SubjectPublicKeyInfo in PEM, or 32 raw bytes. Secrets stay in
 * byte arrays, which the caller overwrites; no String ever holds one.
 */
public final class KeyEncoding {

    private static final byte[] PKCS8_HEAD = Hex.parseKnown("302e020100300506032b657004220420");
    private static final byte[] SPKI_HEAD = Hex.parseKnown("302a300506032b6570032100");
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private KeyEncoding() {}

    /** PKCS#8 PEM of a 32-byte seed, in ASCII. */
    public static byte[] printPrivatePem(byte[] seed) {
        byte[] der = concat(PKCS8_HEAD, seed);
        byte[] pem = pem(PRIVATE, der);
        Arrays.fill(der, (byte) 0);
        return pem;
    }

    /** SubjectPublicKeyInfo PEM, in ASCII. */
    public static byte[] printPublicPem(PublicKey key) {
        return pem(PUBLIC, publicDer(key.toByteArray()));
    }

    /** SubjectPublicKeyInfo of the 32 bytes of a public key. */
    static byte[] publicDer(byte[] raw) {
        return concat(SPKI_HEAD, raw);
    }

    /** The seed in a PKCS#8 PEM file or in 32 raw bytes, or null when {@code file} is neither. */
    public static byte @Nullable [] parsePrivate(byte[] file) {
        return body(file, PRIVATE, PKCS8_HEAD);
    }

    /** The key in a SubjectPublicKeyInfo PEM file or in 32 raw bytes, or null when {@code file} holds none. */
    public static @Nullable PublicKey parsePublic(byte[] file) {
        byte[] raw = body(file, PUBLIC, SPKI_HEAD);
        return raw == null ? null : PublicKey.of(raw);
    }

    private static byte @Nullable [] body(byte[] file, String label, byte[] head) {
        if (file.length == PublicKey.BYTES) {
            return file.clone();
        }
        byte[] der = der(file, label);
        if (der == null) {
            return null;
        }
        boolean known =
                der.length == head.length + PublicKey.BYTES && Arrays.equals(der, 0, head.length, head, 0, head.length);
        byte[] key = known ? Arrays.copyOfRange(der, head.length, der.length) : null;
        Arrays.fill(der, (byte) 0);
        return key;
    }

    private static byte[] pem(String label, byte[] der) {
        byte[] begin = ("-----BEGIN " + label + "-----\n").getBytes(US_ASCII);
        byte[] end = ("\n-----END " + label + "-----\n").getBytes(US_ASCII);
        byte[] base64 = Base64.getEncoder().encode(der);
        byte[] pem = concat(concat(begin, base64), end);
        Arrays.fill(base64, (byte) 0);
        return pem;
    }

    /** The DER between the one BEGIN and END of {@code label}; whitespace around and between is skipped. */
    private static byte @Nullable [] der(byte[] file, String label) {
        byte[] begin = ("-----BEGIN " + label + "-----").getBytes(US_ASCII);
        byte[] end = ("-----END " + label + "-----").getBytes(US_ASCII);
        byte[] text = trimmed(file);
        int bodyEnd = text.length - end.length;
        boolean framed = bodyEnd > begin.length
                && Arrays.equals(text, 0, begin.length, begin, 0, begin.length)
                && Arrays.equals(text, bodyEnd, text.length, end, 0, end.length);
        byte[] base64 = framed ? withoutSpace(text, begin.length, bodyEnd) : new byte[0];
        try {
            return framed ? Base64.getDecoder().decode(base64) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(base64, (byte) 0);
        }
    }

    private static byte[] trimmed(byte[] file) {
        int start = 0;
        int end = file.length;
        while (start < end && isSpace(file[start])) {
            start++;
        }
        while (end > start && isSpace(file[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(file, start, end);
    }

    private static byte[] withoutSpace(byte[] text, int start, int end) {
        byte[] rest = new byte[end - start];
        int size = 0;
        for (int i = start; i < end; i++) {
            if (!isSpace(text[i])) {
                rest[size++] = text[i];
            }
        }
        byte[] exact = Arrays.copyOf(rest, size);
        Arrays.fill(rest, (byte) 0);
        return exact;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
