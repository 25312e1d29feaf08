package dev.postern.capability;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.PreAuthEncoding;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A signed grant, genuine or not. Immutable. */
public final class Link {

    private final Grant grant;
    private final byte[] payload;
    private final PreAuthEncoding signed;
    private final ContentDigest digest;
    private final String keyId;
    private final Signature signature;

    /** Takes {@code payload} over, which says what {@code grant} says. */
    Link(Grant grant, byte[] payload, String keyId, Signature signature) {
        this(grant, payload, PreAuthEncoding.of(Grant.PAYLOAD_TYPE, payload), keyId, signature);
    }

    private Link(Grant grant, byte[] payload, PreAuthEncoding signed, String keyId, Signature signature) {
        this.grant = grant;
        this.payload = payload;
        this.signed = signed;
        this.digest = signed.digest();
        this.keyId = keyId;
        this.signature = signature;
    }

    static Link sign(Grant grant, SigningKey key) {
        CanonicalBytes payload = GrantJson.print(grant);
        byte[] bytes = payload.toByteArray();
        PreAuthEncoding signed = PreAuthEncoding.of(Grant.PAYLOAD_TYPE, bytes);
        return new Link(grant, bytes, signed, key.publicKey().keyId(), key.sign(signed));
    }

    public Grant grant() {
        return grant;
    }

    /** Names the link wherever it is spoken of: SHA-256 of what its signature covers. */
    public ContentDigest digest() {
        return digest;
    }

    /** The key it is meant to be signed by; a hint. */
    public String keyId() {
        return keyId;
    }

    PreAuthEncoding signed() {
        return signed;
    }

    Signature signature() {
        return signature;
    }

    /** The bytes of the grant, for this package, which does not write to them. */
    byte[] payload() {
        return payload;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Link other
                && Arrays.equals(payload, other.payload)
                && keyId.equals(other.keyId)
                && signature.equals(other.signature);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** Without the signature: whoever reads a log must not gain a token. */
    @Override
    public String toString() {
        return "Link[" + digest + "]";
    }
}
