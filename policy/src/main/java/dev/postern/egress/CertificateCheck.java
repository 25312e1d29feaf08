package dev.postern.egress;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Verifies an {@link EgressCertificate} with nothing but public keys. */
public sealed interface CertificateCheck {

    /** Far more than any certificate needs. */
    JsonLimits LIMITS = new JsonLimits(1 << 20, 16, false);

    /** It is signed by one of the keys, and about the content where one was given. */
    record Valid(JsonObject certificate, PublicKey key) implements CertificateCheck {}

    record Invalid(Fault fault) implements CertificateCheck {}

    /** What is wrong with a certificate. */
    enum Fault {
        /** No DSSE envelope. */
        ENVELOPE,
        /** The envelope holds something else. */
        PAYLOAD_TYPE,
        /** None of the keys signed it. */
        SIGNATURE,
        /** The payload is no canonical JSON of a certificate. */
        PAYLOAD,
        /** It is about another content. */
        CONTENT;

        private final String id = name().toLowerCase(Locale.ROOT);

        /** Its stable name, {@code payload_type}. */
        public String id() {
            return id;
        }
    }

    /**
     * Verifies an envelope.
     *
     * @param content what the certificate must be about, as it came or as it was released; {@code null} for anything
     */
    static CertificateCheck of(byte[] envelope, List<PublicKey> keys, @Nullable ContentDigest content) {
        if (!(Dsse.parse(envelope, LIMITS) instanceof Dsse.Result.Parsed parsed)) {
            return new Invalid(Fault.ENVELOPE);
        }
        Dsse dsse = parsed.envelope();
        if (!dsse.payloadType().equals(EgressCertificate.PAYLOAD_TYPE)) {
            return new Invalid(Fault.PAYLOAD_TYPE);
        }
        for (PublicKey key : keys) {
            if (dsse.isSignedBy(key)) {
                return signed(dsse.payload(), key, content);
            }
        }
        return new Invalid(Fault.SIGNATURE);
    }

    private static CertificateCheck signed(byte[] payload, PublicKey key, @Nullable ContentDigest content) {
        if (!(JsonParser.parse(payload, LIMITS) instanceof JsonResult.Parsed parsed)
                || !(parsed.value() instanceof JsonObject certificate)
                || !new JsonString(EgressCertificate.TYPE).equals(certificate.get("type"))
                || !Arrays.equals(CanonicalBytes.of(certificate).toByteArray(), payload)) {
            return new Invalid(Fault.PAYLOAD);
        }
        return content == null || isAbout(certificate, content)
                ? new Valid(certificate, key)
                : new Invalid(Fault.CONTENT);
    }

    private static boolean isAbout(JsonObject certificate, ContentDigest content) {
        Json digest = new JsonString(content.toString());
        Json came = certificate.get("content") instanceof JsonObject told ? told.get("digest") : null;
        return digest.equals(came) || digest.equals(certificate.get("released"));
    }
}
