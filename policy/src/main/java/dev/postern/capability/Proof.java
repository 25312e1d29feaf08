package dev.postern.capability;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Hex;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.PreAuthEncoding;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signable;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shows that whoever uses a token has its holder's key: a signature over the token, the action, the resource, the time and
 * a nonce. Its text is URL-safe base64 of the time (8 bytes), the nonce (16) and the signature (64).
 */
public final class Proof {

    /** The type that signatures cover. */
    static final String PAYLOAD_TYPE = "application/vnd.postern.proof+json";

    /** Characters of every proof. */
    public static final int CHARS = 118;

    private static final int NONCE = 16;
    private static final int BYTES = Long.BYTES + NONCE + Signature.BYTES;

    private final long signedAt;
    private final byte[] nonce;
    private final Signature signature;

    private Proof(long signedAt, byte[] nonce, Signature signature) {
        this.signedAt = signedAt;
        this.nonce = nonce;
        this.signature = signature;
    }

    /**
     * A proof for one use.
     *
     * @param token the digest of its last link
     * @param nowMillis since the epoch
     */
    public static Proof sign(
            SigningKey holder,
            ContentDigest token,
            String action,
            String resource,
            long nowMillis,
            RandomGenerator random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return new Proof(nowMillis, nonce, holder.sign(signed(token, action, resource, nowMillis, nonce)));
    }

    /** The proof that {@code text} is, genuine or not; {@code null} when it is none. */
    public static @Nullable Proof parse(String text) {
        byte[] bytes = text.length() == CHARS ? Base64Text.parseUrl(text) : null;
        if (bytes == null || bytes.length != BYTES) {
            return null;
        }
        byte[] nonce = new byte[NONCE];
        byte[] signature = new byte[Signature.BYTES];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long signedAt = in.getLong();
        in.get(nonce).get(signature);
        Signature read = Signature.of(signature);
        return read == null ? null : new Proof(signedAt, nonce, read);
    }

    public String text() {
        return Base64Text.printUrl(ByteBuffer.allocate(BYTES)
                .putLong(signedAt)
                .put(nonce)
                .put(signature.toByteArray())
                .array());
    }

    /** Milliseconds since the epoch, as the holder's clock had them. */
    public long signedAt() {
        return signedAt;
    }

    /** Tells this use from every other, for whoever remembers those that were. */
    public ByteBuffer nonce() {
        return ByteBuffer.wrap(Arrays.copyOf(nonce, NONCE)).asReadOnlyBuffer();
    }

    /** Whether it was made for this use; whether it was made in time is the caller's to say. */
    public boolean isBy(PublicKey holder, ContentDigest token, String action, String resource) {
        return holder.verify(signed(token, action, resource, signedAt, nonce), signature);
    }

    private static Signable signed(ContentDigest token, String action, String resource, long signedAt, byte[] nonce) {
        JsonObject use = JsonObject.builder()
                .put("token", token)
                .put("action", action)
                .put("resource", resource)
                .put("signed_at_millis", signedAt)
                .put("nonce", Hex.print(nonce))
                .build();
        return PreAuthEncoding.of(PAYLOAD_TYPE, CanonicalBytes.of(use).toByteArray());
    }
}
