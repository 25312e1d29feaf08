package dev.postern.sidecar.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.crypto.Base64Text;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import java.text.ParseException;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JSON Web Tokens (RFC 7519, with the advice of RFC 8725): the algorithm is the issuer's and the key's, never the
 * token's to choose; an end, an audience and a subject are demanded. Thread-safe; blocks when keys have to be looked for,
 * and takes about one signature verification.
 */
final class JwtVerifier {

    static final int MAX_CHARS = 16 * 1024;

    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final long MILLIS = 1_000;

    private final Map<String, Trusted> issuers = new HashMap<>();
    private final long leewayMillis;

    /** Believes the given issuers. */
    JwtVerifier(List<Trusted> issuers, long leewayMillis) {
        issuers.forEach(each -> this.issuers.put(each.issuer().name(), each));
        this.leewayMillis = leewayMillis;
    }

    /** An issuer and where its keys come from. */
    record Trusted(JwtIssuer issuer, JwksSource keys) {}

    /** Whether {@code text} looks like a token of this kind. */
    static boolean looksLikeOne(String text) {
        int first = text.indexOf('.');
        return text.startsWith("ey") && first > 0 && text.indexOf('.', first + 1) > 0;
    }

    JwtResult verify(String text) {
        if (text.length() > MAX_CHARS) {
            return refused(Reason.JWT_TOO_LARGE);
        }
        // The parser would take white space away, and make one token of several texts.
        if (!text.equals(text.trim())) {
            return refused(Reason.JWT_MALFORMED);
        }
        try {
            JWT token = JWTParser.parse(text);
            return token instanceof SignedJWT signed
                    ? verify(signed, signed.getJWTClaimsSet())
                    : refused(Reason.JWT_ALGORITHM);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // The parser lets through what its own parsers throw, such as numbers out of range.
            return refused(Reason.JWT_MALFORMED);
        }
    }

    private JwtResult verify(SignedJWT token, JWTClaimsSet claims) throws JOSEException {
        JWSHeader header = token.getHeader();
        Trusted trusted = claims.getIssuer() == null ? null : issuers.get(claims.getIssuer());
        if (trusted == null) {
            return refused(Reason.JWT_ISSUER);
        }
        JwtIssuer issuer = trusted.issuer();
        JwtIssuer.Algorithm algorithm =
                JwtIssuer.Algorithm.of(header.getAlgorithm().getName());
        if (algorithm == null || !issuer.algorithms().contains(algorithm)) {
            return refused(Reason.JWT_ALGORITHM);
        }
        // A signature that can be written in several ways would make several tokens of one.
        if (!isPlain(header) || Base64Text.parseUrl(token.getSignature().toString()) == null) {
            return refused(Reason.JWT_MALFORMED);
        }
        List<JwtKey> candidates = trusted.keys().find(header.getKeyID(), algorithm);
        JwtKeys keys = trusted.keys().keys();
        if (candidates.isEmpty() || keys == null) {
            return refused(keys == null ? Reason.JWT_KEYS_UNAVAILABLE : Reason.JWT_KEY);
        }
        if (!isSigned(token, header, candidates)) {
            return refused(Reason.JWT_SIGNATURE);
        }
        Reason refusal = refusal(claims, issuer);
        Principal principal = JwtClaims.principal(claims.getClaims(), issuer);
        if (refusal != null || principal == null) {
            return refused(refusal != null ? refusal : Reason.JWT_SUBJECT);
        }
        long from = Math.max(millis(claims.getNotBeforeTime()), millis(claims.getIssueTime()));
        long until = millis(claims.getExpirationTime());
        return new JwtResult.Verified(principal, from - leewayMillis, until + leewayMillis, keys, trusted.keys());
    }

    /** Nothing in the header asks for more than a plain reading. */
    private static boolean isPlain(JWSHeader header) {
        boolean known = header.getType() == null
                || TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT));
        boolean critical = header.getCriticalParams() != null
                && !header.getCriticalParams().isEmpty();
        return known && !critical && header.isBase64URLEncodePayload();
    }

    private static boolean isSigned(SignedJWT token, JWSHeader header, List<JwtKey> keys) throws JOSEException {
        for (JwtKey key : keys) {
            if (key.verifier().verify(header, token.getSigningInput(), token.getSignature())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Reason refusal(JWTClaimsSet claims, JwtIssuer issuer) {
        if (claims.getExpirationTime() == null) {
            return Reason.JWT_NO_EXPIRY;
        }
        return Collections.disjoint(claims.getAudience(), issuer.audiences()) ? Reason.JWT_AUDIENCE : null;
    }

    /** Within what milliseconds can say, so that adding to it cannot overflow. */
    @SuppressWarnings("JavaUtilDate") // as the library has it
    private static long millis(@Nullable Date time) {
        long most = Long.MAX_VALUE / MILLIS;
        return time == null ? 0 : Math.max(0, Math.min(time.getTime(), most));
    }

    private static JwtResult refused(Reason reason) {
        return new JwtResult.Refused(reason);
    }
}
