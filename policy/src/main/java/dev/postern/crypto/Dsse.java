package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A DSSE envelope (version 1.0.2): a payload, its type, and signatures over {@link PreAuthEncoding} of both. Its JSON is
 * {@code {"payloadType", "payload", "signatures": [{"keyid", "sig"}]}} with padded standard base64 in its one exact form.
 * Immutable. Nothing of an envelope is to be believed before {@link #isSignedBy}.
 */
public final class Dsse {

    /** The most signatures an envelope may carry. */
    public static final int MAX_SIGNATURES = 16;

    private final String payloadType;
    private final byte[] payload;
    private final List<KeyedSignature> signatures;

    private Dsse(String payloadType, byte[] payload, List<KeyedSignature> signatures) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * One signature of an envelope.
     *
     * @param keyId names the key it is meant to be by; a hint, not proof
     */
    public record KeyedSignature(String keyId, Signature signature) {}

    /** What came of parsing an envelope. */
    public sealed interface Result {
        record Parsed(Dsse envelope) implements Result {}

        /** Why it is none, for people. */
        record Malformed(String message) implements Result {}
    }

    /** {@code payload} signed by {@code keys}, in their order. */
    public static Dsse sign(String payloadType, byte[] payload, SigningKey... keys) {
        PreAuthEncoding signed = PreAuthEncoding.of(payloadType, payload);
        List<KeyedSignature> signatures = new ArrayList<>();
        for (SigningKey key : keys) {
            signatures.add(new KeyedSignature(key.publicKey().keyId(), key.sign(signed)));
        }
        return new Dsse(payloadType, payload.clone(), signatures);
    }

    /** An envelope from its parts, as another encoding than JSON carries them. */
    public static Dsse of(String payloadType, byte[] payload, List<KeyedSignature> signatures) {
        return new Dsse(payloadType, payload.clone(), signatures);
    }

    public static Result parse(byte[] json, JsonLimits limits) {
        return DsseJson.parse(json, limits);
    }

    public String payloadType() {
        return payloadType;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public List<KeyedSignature> signatures() {
        return signatures;
    }

    /** What the signatures cover. */
    public PreAuthEncoding signed() {
        return PreAuthEncoding.of(payloadType, payload);
    }

    /** Whether one of the signatures that name {@code key} is genuine. */
    public boolean isSignedBy(PublicKey key) {
        PreAuthEncoding signed = signed();
        for (KeyedSignature candidate : signatures) {
            if (candidate.keyId().equals(key.keyId()) && key.verify(signed, candidate.signature())) {
                return true;
            }
        }
        return false;
    }

    /** Its JSON in UTF-8, compact, members in the order of the specification. */
    public byte[] toJson() {
        return DsseJson.print(this).print().getBytes(UTF_8);
    }
}
