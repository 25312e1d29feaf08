package dev.postern.sidecar.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.postern.crypto.JwsInput;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A public key that signs tokens by exactly one algorithm, whatever their headers say. Thread-safe.
 *
 * @param id of the key, {@code null} when it has none
 */
record JwtKey(@Nullable String id, JwtIssuer.Algorithm algorithm, Verifier verifier) {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;

    /** Says whether a signature is the key's. */
    @FunctionalInterface
    interface Verifier {
        boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException;
    }

    /** The key that {@code jwk} is, or {@code null} when it is none that may sign tokens here. */
    static @Nullable JwtKey of(JWK jwk) {
        boolean otherUse = jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse());
        JwtKey key = otherUse ? null : read(jwk);
        boolean otherAlgorithm = key != null
                && jwk.getAlgorithm() != null
                && JwtIssuer.Algorithm.of(jwk.getAlgorithm().getName()) != key.algorithm;
        return otherAlgorithm ? null : key;
    }

    boolean fits(@Nullable String wanted, JwtIssuer.Algorithm by) {
        return algorithm == by && (wanted == null || wanted.equals(id));
    }

    private static @Nullable JwtKey read(JWK jwk) {
        try {
            if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
                PublicKey key = PublicKey.of(pair.getDecodedX());
                return key == null ? null : new JwtKey(jwk.getKeyID(), JwtIssuer.Algorithm.EDDSA, ed25519(key));
            }
            if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
                return new JwtKey(jwk.getKeyID(), JwtIssuer.Algorithm.ES256, of(new ECDSAVerifier(ec.toPublicJWK())));
            }
            if (jwk instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS && rsa.size() <= MOST_RSA_BITS) {
                return new JwtKey(jwk.getKeyID(), JwtIssuer.Algorithm.RS256, of(new RSASSAVerifier(rsa.toPublicJWK())));
            }
            return null;
        } catch (JOSEException unusable) {
            return null;
        }
    }

    private static Verifier of(JWSVerifier verifier) {
        return verifier::verify;
    }

    private static Verifier ed25519(PublicKey key) {
        return (header, signed, signature) -> {
            JwsInput input = JwsInput.of(signed);
            Signature made = Signature.of(signature.decode());
            return input != null && made != null && key.verify(input, made);
        };
    }
}
