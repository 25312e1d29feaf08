package dev.postern.sidecar.envoy.real;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** Signs bearer tokens, and tells Envoy's jwt_authn filter by which key to verify them. */
final class Token {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    Token() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** The filter that verifies a token if there is one and hands its claims on as {@code jwt_payload}. */
    String filter() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                - name: envoy.filters.http.jwt_authn
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
                    providers:
                      test:
                        payload_in_metadata: jwt_payload
                        local_jwks: {inline_string: '{"keys":[{"kty":"RSA","alg":"RS256","n":"%s","e":"%s"}]}'}
                    rules:
                    - match: {prefix: "/"}
                      requires: {requires_any: {requirements: [{provider_name: test}, {allow_missing: {}}]}}
                """.formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
    }

    /** A token that says these claims, a JSON object. */
    String of(String claims) throws GeneralSecurityException {
        String signed = text("{\"alg\":\"RS256\"}") + "." + text(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String text(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
