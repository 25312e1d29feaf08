package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtVerifierTest {

    private static final long LEEWAY = 30_000;

    private final JwtVerifier verifier = verifier(Jwts.issuer(), Jwts.jwks());

    @Test
    void believesEachAlgorithmAndReadsThePrincipal() {
        Map<String, Object> claims = Jwts.claims(all -> {});
        for (String token : List.of(
                Jwts.ed("ed-1", Jwts.ED, claims),
                Jwts.ed(null, Jwts.ED, claims),
                Jwts.rs256(Jwts.RSA, claims),
                Jwts.es256(Jwts.EC, claims))) {
            JwtResult.Verified verified = (JwtResult.Verified) verifier.verify(token);
            assertThat(verified.principal())
                    .isEqualTo(new Principal(
                            "alice",
                            List.of("reader", "writer"),
                            Map.of("org", new Value.Int(42), "issuer", new Value.Text(Jwts.ISSUER))));
            assertThat(verified.refusal(Jwts.NOW)).isNull();
            assertThat(verified.isCurrent()).isTrue();
        }
    }

    @Test
    void anotherIssuerCannotNameItsPrincipalsWherePrefixesTellThemApart() {
        JwtIssuer is = Jwts.issuer();
        JwtIssuer apart = new JwtIssuer(
                is.name(), is.audiences(), is.jwks(), is.algorithms(), "user:", is.id(), is.roles(), is.attributes());
        JwtResult.Verified verified =
                (JwtResult.Verified) verifier(apart, Jwts.jwks()).verify(Jwts.of("alice", Jwts.NOW));
        assertThat(verified.principal().id()).isEqualTo("user:alice");
    }

    @Test
    void countsToTheMillisecondWithinTheLeeway() {
        Map<String, Object> claims = Jwts.claims(all -> all.put("nbf", Jwts.NOW / 1000));
        JwtResult verified = verifier.verify(Jwts.ed("ed-1", Jwts.ED, claims));
        long end = Jwts.NOW + 600_000 + LEEWAY;
        assertThat(verified.refusal(end - 1)).isNull();
        assertThat(verified.refusal(end)).isEqualTo(Reason.JWT_EXPIRED);
        assertThat(verified.refusal(Jwts.NOW - LEEWAY)).isNull();
        assertThat(verified.refusal(Jwts.NOW - LEEWAY - 1)).isEqualTo(Reason.JWT_NOT_YET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String what, String token, Reason reason) {
        assertThat(verifier.verify(token)).isEqualTo(new JwtResult.Refused(reason));
    }

    static Stream<Arguments> refuses() {
        Map<String, Object> good = Jwts.claims(all -> {});
        String signed = Jwts.ed("ed-1", Jwts.ED, good);
        String[] parts = signed.split("\\.", -1);
        SigningKey stranger = SigningKey.ofSeed(Jwts.seed(9));
        return Stream.of(
                Arguments.of("nothing", "", Reason.JWT_MALFORMED),
                Arguments.of("two parts", parts[0] + "." + parts[1], Reason.JWT_MALFORMED),
                Arguments.of("four parts", signed + ".x", Reason.JWT_MALFORMED),
                Arguments.of("no json", Jwts.part("{") + "." + parts[1] + "." + parts[2], Reason.JWT_MALFORMED),
                Arguments.of("claims no json", parts[0] + "." + Jwts.part("7") + "." + parts[2], Reason.JWT_MALFORMED),
                Arguments.of("a space before", " " + signed, Reason.JWT_MALFORMED),
                Arguments.of("a null character behind", signed + "\0", Reason.JWT_MALFORMED),
                Arguments.of("two tokens", signed + "," + signed, Reason.JWT_MALFORMED),
                Arguments.of("huge", "ey" + "a".repeat(JwtVerifier.MAX_CHARS) + ".a.a", Reason.JWT_TOO_LARGE),
                Arguments.of(
                        "deep",
                        parts[0] + "." + Jwts.part("{\"a\":" + "[".repeat(5_000)) + "." + parts[2],
                        Reason.JWT_MALFORMED),
                Arguments.of("none", unsigned("none"), Reason.JWT_ALGORITHM),
                Arguments.of("nOnE", unsigned("nOnE") + "AA", Reason.JWT_ALGORITHM),
                Arguments.of("hmac by the public key", hmacByPublicKey(), Reason.JWT_ALGORITHM),
                Arguments.of("ES384", retold(Jwts.header("ES384", "ec-1"), signed), Reason.JWT_ALGORITHM),
                Arguments.of("RS256 by EdDSA", retold(Jwts.header("RS256", "ed-1"), signed), Reason.JWT_KEY),
                Arguments.of("EdDSA of an RSA key", retold(Jwts.header("EdDSA", "rsa-1"), signed), Reason.JWT_KEY),
                Arguments.of("key unknown", Jwts.ed("ed-2", Jwts.ED, good), Reason.JWT_KEY),
                Arguments.of("stranger's key", Jwts.ed("ed-1", stranger, good), Reason.JWT_SIGNATURE),
                Arguments.of("signature empty", parts[0] + "." + parts[1] + ".", Reason.JWT_MALFORMED),
                Arguments.of("signature short", parts[0] + "." + parts[1] + ".AAAA", Reason.JWT_SIGNATURE),
                Arguments.of(
                        "claims changed", parts[0] + "." + Jwts.part(bob(good)) + "." + parts[2], Reason.JWT_SIGNATURE),
                Arguments.of("critical", with("crit", List.of("b64")), Reason.JWT_MALFORMED),
                Arguments.of("critical unknown", with("crit", List.of("mine")), Reason.JWT_MALFORMED),
                Arguments.of("another type", with("typ", "secevent+jwt"), Reason.JWT_MALFORMED),
                Arguments.of("no issuer", by(all -> all.remove("iss")), Reason.JWT_ISSUER),
                Arguments.of("another issuer", by(all -> all.put("iss", Jwts.ISSUER + "/")), Reason.JWT_ISSUER),
                Arguments.of("issuer a number", by(all -> all.put("iss", 7)), Reason.JWT_MALFORMED),
                Arguments.of("no end", by(all -> all.remove("exp")), Reason.JWT_NO_EXPIRY),
                Arguments.of("end a text", by(all -> all.put("exp", "tomorrow")), Reason.JWT_MALFORMED),
                Arguments.of("no audience", by(all -> all.remove("aud")), Reason.JWT_AUDIENCE),
                Arguments.of("another audience", by(all -> all.put("aud", List.of("a", "b"))), Reason.JWT_AUDIENCE),
                Arguments.of("no subject", by(all -> all.remove("sub")), Reason.JWT_SUBJECT),
                Arguments.of("subject empty", by(all -> all.put("sub", "")), Reason.JWT_SUBJECT),
                Arguments.of("subject of control", by(all -> all.put("sub", "a\nb")), Reason.JWT_SUBJECT),
                Arguments.of("subject long", by(all -> all.put("sub", "x".repeat(1025))), Reason.JWT_SUBJECT),
                Arguments.of("roles numbers", by(all -> all.put("scope", List.of(1))), Reason.JWT_SUBJECT),
                Arguments.of("roles an object", by(all -> all.put("scope", Map.of())), Reason.JWT_SUBJECT));
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] token = Jwts.ed("ed-1", Jwts.ED, Jwts.claims(all -> {})).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < token.length; i++) {
            for (int bit = 0; bit < 7; bit++) {
                byte[] flipped = token.clone();
                flipped[i] ^= (byte) (1 << bit);
                JwtResult result = verifier.verify(new String(flipped, StandardCharsets.US_ASCII));
                assertThat(result).as("byte %d bit %d", i, bit).isInstanceOf(JwtResult.Refused.class);
            }
        }
    }

    @Test
    void anAlgorithmThatIsNotTheIssuersIsRefusedThoughItsKeyIsThere() {
        JwtIssuer is = Jwts.issuer();
        JwtIssuer narrow = new JwtIssuer(
                is.name(), is.audiences(), is.jwks(), Set.of(JwtIssuer.Algorithm.ES256), "", is.id(), null, Map.of());
        assertThat(verifier(narrow, Jwts.jwks()).verify(Jwts.of("alice", Jwts.NOW)))
                .isEqualTo(new JwtResult.Refused(Reason.JWT_ALGORITHM));
    }

    @Test
    void keysThatMayNotSignHereAreNotUsed() {
        RSAKey encrypting =
                new RSAKey.Builder(Jwts.RSA).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey weak = Jwts.rsa("weak", 1024);
        String keys = Jwts.jwks(encrypting, weak, Jwts.ec("curve", Curve.P_384), Jwts.ed("ed-1", Jwts.ED));
        JwtVerifier narrow = verifier(Jwts.issuer(), keys);
        Map<String, Object> claims = Jwts.claims(all -> {});
        assertThat(narrow.verify(Jwts.rs256(Jwts.RSA, claims))).isEqualTo(new JwtResult.Refused(Reason.JWT_KEY));
        assertThat(narrow.verify(Jwts.ed("ed-1", Jwts.ED, claims))).isInstanceOf(JwtResult.Verified.class);
    }

    @Test
    void withoutKeysEveryTokenIsRefused() {
        assertThat(verifier(Jwts.issuer(), "{\"keys\":[]}").verify(Jwts.of("alice", Jwts.NOW)))
                .isEqualTo(new JwtResult.Refused(Reason.JWT_KEYS_UNAVAILABLE));
    }

    private static JwtVerifier verifier(JwtIssuer issuer, String jwks) {
        JwksSource keys = new JwksSource(issuer.name(), () -> jwks, JwtConfig.Keys.DEFAULTS, () -> 0);
        return new JwtVerifier(List.of(new JwtVerifier.Trusted(issuer, keys)), LEEWAY);
    }

    private static String by(Consumer<Map<String, Object>> change) {
        return Jwts.ed("ed-1", Jwts.ED, Jwts.claims(change));
    }

    private static String with(String member, Object value) {
        Map<String, Object> header = Jwts.header("EdDSA", "ed-1");
        header.put(member, value);
        return Jwts.raw(header, Jwts.claims(all -> {}), Jwts.ED);
    }

    private static Map<String, Object> bob(Map<String, Object> claims) {
        Map<String, Object> changed = new HashMap<>(claims);
        changed.put("sub", "bob");
        return changed;
    }

    /** The same claims and signature under another header. */
    private static String retold(Map<String, Object> header, String token) {
        return Jwts.part(header) + token.substring(token.indexOf('.'));
    }

    private static String unsigned(String algorithm) {
        return Jwts.part(Map.of("alg", algorithm)) + "." + Jwts.part(Jwts.claims(all -> {})) + ".";
    }

    /** The attack on verifiers that let a token choose how its issuer's public key is used. */
    private static String hmacByPublicKey() {
        try {
            String input = Jwts.part(Jwts.header("HS256", "rsa-1")) + "." + Jwts.part(Jwts.claims(all -> {}));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Jwts.RSA.toRSAPublicKey().getEncoded(), "HmacSHA256"));
            byte[] tag = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
