package dev.postern.sidecar.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.ccl.FieldPath;
import dev.postern.crypto.JwsInput;
import dev.postern.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An issuer of JSON Web Tokens for tests, good ones and others. */
public final class Jwts {

    public static final String ISSUER = "https://issuer.example";
    public static final String AUDIENCE = "postern";
    public static final long NOW = 1_800_000_000_000L;

    static final RSAKey RSA = rsa("rsa-1", 2048);
    static final ECKey EC = ec("ec-1", Curve.P_256);
    static final SigningKey ED = SigningKey.ofSeed(seed(7));

    private Jwts() {}

    /** The public keys, as an issuer publishes them. */
    public static String jwks() {
        return jwks(RSA, EC, ed("ed-1", ED));
    }

    static String jwks(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    static OctetKeyPair ed(String id, SigningKey key) {
        return new OctetKeyPair.Builder(
                        Curve.Ed25519, Base64URL.encode(key.publicKey().toByteArray()))
                .keyID(id)
                .build();
    }

    static byte[] seed(int fill) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) fill);
        return seed;
    }

    /** A good token of {@code subject}, which has ten minutes left at {@code nowMillis}. */
    public static String of(String subject, long nowMillis) {
        return ed("ed-1", ED, claims(subject, nowMillis, all -> {}));
    }

    /** Claims of a good token, changed. */
    static Map<String, Object> claims(String subject, long nowMillis, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                ISSUER,
                "aud",
                AUDIENCE,
                "sub",
                subject,
                "iat",
                nowMillis / 1000 - 60,
                "exp",
                nowMillis / 1000 + 600,
                "scope",
                "reader writer",
                "org",
                Map.of("id", 42)));
        change.accept(claims);
        return claims;
    }

    static Map<String, Object> claims(Consumer<Map<String, Object>> change) {
        return claims("alice", NOW, change);
    }

    static String ed(@Nullable String id, SigningKey key, Map<String, Object> claims) {
        return raw(header("EdDSA", id), claims, key);
    }

    static Map<String, Object> header(String algorithm, @Nullable String id) {
        Map<String, Object> header = new HashMap<>(Map.of("alg", algorithm, "typ", "JWT"));
        if (id != null) {
            header.put("kid", id);
        }
        return header;
    }

    /** A token with any header and claims, signed by Ed25519. */
    static String raw(Map<String, Object> header, Map<String, Object> claims, SigningKey key) {
        String input = part(header) + "." + part(claims);
        JwsInput signed = JwsInput.of(input);
        if (signed == null) {
            throw new AssertionError(input);
        }
        return input + "." + Base64URL.encode(key.sign(signed).toByteArray());
    }

    static String part(Map<String, Object> members) {
        return Base64URL.encode(com.nimbusds.jose.util.JSONObjectUtils.toJSONString(members))
                .toString();
    }

    static String part(String text) {
        return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String rs256(RSAKey key, Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(nimbus(JWSAlgorithm.RS256, key.getKeyID()), set(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String es256(ECKey key, Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(nimbus(JWSAlgorithm.ES256, key.getKeyID()), set(claims));
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** How the issuer's tokens are read. */
    static JwtIssuer issuer() {
        return new JwtIssuer(
                ISSUER,
                Set.of(AUDIENCE),
                "unread",
                Set.of(JwtIssuer.Algorithm.values()),
                "",
                FieldPath.of("sub"),
                FieldPath.of("scope"),
                Map.of("org", FieldPath.of("org.id")));
    }

    static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSHeader nimbus(JWSAlgorithm algorithm, String id) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(id)
                .build();
    }

    @SuppressWarnings("JavaUtilDate") // as the library has it
    private static JWTClaimsSet set(Map<String, Object> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
        claims.forEach((name, value) -> builder.claim(
                name,
                Set.of("exp", "iat", "nbf").contains(name) ? new Date(((Number) value).longValue() * 1000) : value));
        return builder.build();
    }
}
