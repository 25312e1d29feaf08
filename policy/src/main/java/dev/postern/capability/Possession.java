package dev.postern.capability;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Whose a link is.
 *
 * @param holder who may pass the token on, narrowed; {@code null} when nobody may
 * @param proven whether each use must come with a {@link Proof} by the holder
 * @param certificate SHA-256 of the SubjectPublicKeyInfo that the peer must have shown in its TLS handshake, {@code null}
 *     when it need not
 */
public record Possession(
        @Nullable PublicKey holder,
        boolean proven,
        @Nullable ContentDigest certificate) {

    /** Whoever has the token may use it, and nobody may pass it on narrowed. */
    public static final Possession BEARER = new Possession(null, false, null);

    public Possession {
        if (proven && holder == null) {
            throw new IllegalArgumentException("a proof is demanded of no holder");
        }
    }

    /** A token that {@code holder} may narrow, and anyone may use. */
    public static Possession heldBy(PublicKey holder) {
        return new Possession(holder, false, null);
    }

    /** Whether having the token's bytes is not enough to use it. */
    public boolean isDemanded() {
        return proven || certificate != null;
    }
}
