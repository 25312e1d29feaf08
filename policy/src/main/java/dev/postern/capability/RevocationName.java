package dev.postern.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.Sha256;

/**
 * The name of something that can be revoked: 128 bits of a SHA-256 over what it is and what it is called.
 *
 * @param high never 0, so that an empty place in a table is told from a name
 */
public record RevocationName(long high, long low) {

    private static final byte TOKEN = 't';
    private static final byte SUBJECT = 's';
    private static final byte KEY = 'k';

    /** A link, by its id; a token is revoked with any of its links. */
    public static RevocationName ofToken(String tokenId) {
        return of(TOKEN, tokenId.getBytes(UTF_8), new byte[0]);
    }

    /** All that was issued to a subject of a tenant. */
    public static RevocationName ofSubject(String tenant, String subject) {
        return of(SUBJECT, tenant.getBytes(UTF_8), subject.getBytes(UTF_8));
    }

    /** All that a key signed, an issuer's or a holder's. */
    public static RevocationName ofKey(String keyId) {
        return of(KEY, keyId.getBytes(UTF_8), new byte[0]);
    }

    /** The name of those bits, as {@link #high} and {@link #low} gave them. */
    static RevocationName of(long high, long low) {
        return new RevocationName(high == 0 ? 1 : high, low);
    }

    private static RevocationName of(byte kind, byte[] first, byte[] second) {
        byte[] hash = new Sha256()
                .update(kind)
                .update((byte) (first.length >>> 8))
                .update((byte) first.length)
                .update(first)
                .update(second)
                .digest()
                .toByteArray();
        return of(longAt(hash, 0), longAt(hash, Long.BYTES));
    }

    private static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[offset + i]);
        }
        return value;
    }
}
