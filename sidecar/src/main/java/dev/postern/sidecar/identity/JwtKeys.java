package dev.postern.sidecar.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer as read once. Immutable; two are the same only when they are one object. */
final class JwtKeys {

    /** An issuer that rotates has two or three; a token without a key id is tried against them all. */
    private static final int MOST = 32;

    private final List<JwtKey> keys;

    private JwtKeys(List<JwtKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The keys of a JSON Web Key Set that may sign tokens.
     *
     * @throws ParseException when it is none, or has none or far too many of them
     */
    static JwtKeys parse(String jwks) throws ParseException {
        List<JwtKey> keys = new ArrayList<>();
        for (JWK jwk : JWKSet.parse(jwks).getKeys()) {
            JwtKey key = JwtKey.of(jwk);
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty() || keys.size() > MOST) {
            throw new ParseException(
                    keys.size() + " keys that sign by EdDSA, ES256 or RS256, expected 1 to " + MOST, 0);
        }
        return new JwtKeys(keys);
    }

    /** The keys that may have made a signature by {@code algorithm}; all of them when no key is named. */
    List<JwtKey> of(@Nullable String keyId, JwtIssuer.Algorithm algorithm) {
        return keys.stream().filter(key -> key.fits(keyId, algorithm)).toList();
    }
}
