package dev.postern.policy;

import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import dev.postern.crypto.Sha256;
import java.util.Arrays;

/**
 * Proves a certificate before it is admitted: works out from the bytes of its key alone, in three-valued logic, what the
 * comparison says. What the key does not say is unknown, and a certificate that leaves anything unknown, or says
 * otherwise than the evaluation did, is not admitted; so a mistake in a key costs an entry and makes no answer wrong.
 */
final class CertificateProof {

    private CertificateProof() {}

    /** Whether the key alone says that {@code comparison} is meant, and makes it say {@code holds}. */
    static boolean holds(ValueTest comparison, byte[] key, boolean holds) {
        return truth(comparison, key) == (holds ? Truth.TRUE : Truth.FALSE);
    }

    private static int truth(ValueTest comparison, byte[] key) {
        try {
            ByteReader reader = new ByteReader(key);
            if (reader.u8() != CertificateKey.VERSION
                    || !Arrays.equals(reader.bytes(Sha256.BYTES), comparison.digest())) {
                return Truth.UNKNOWN;
            }
            String text = reader.text();
            reader.end();
            return comparison.on(text) ? Truth.TRUE : Truth.FALSE;
        } catch (DamagedException e) {
            return Truth.UNKNOWN;
        }
    }
}
