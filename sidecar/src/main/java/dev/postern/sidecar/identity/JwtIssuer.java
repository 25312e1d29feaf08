package dev.postern.sidecar.identity;

import dev.postern.ccl.FieldPath;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose JSON Web Tokens are believed, and how they are read.
 *
 * @param name exactly as {@code iss} has it
 * @param audiences one of which a token must be for; not empty
 * @param jwks where its keys are: a file, or an {@code https} URL ({@code http} on this host only)
 * @param algorithms by which it signs; not empty
 * @param prefix comes before the subject in the principal's id, so that no issuer can name another's principals
 * @param id the claim that names the principal
 * @param roles the claim that holds texts, or one text of words; {@code null} for no roles
 * @param attributes claims by the names they get below {@code principal}
 */
public record JwtIssuer(
        String name,
        Set<String> audiences,
        String jwks,
        Set<Algorithm> algorithms,
        String prefix,
        FieldPath id,
        @Nullable FieldPath roles,
        Map<String, FieldPath> attributes) {

    public JwtIssuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        attributes = Map.copyOf(attributes);
        if (audiences.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException(
                    "issuer '" + name + "' without audiences or algorithms, expected at least one of each");
        }
    }

    /** How a token may be signed. No others: least of all by a secret that both sides know, or not at all. */
    public enum Algorithm {
        /** Ed25519. */
        EDDSA("EdDSA"),
        /** ECDSA on P-256 with SHA-256. */
        ES256("ES256"),
        /** RSASSA-PKCS1-v1_5 with SHA-256. */
        RS256("RS256");

        private final String label;

        Algorithm(String label) {
            this.label = label;
        }

        /** Its name in a token's header. */
        public String label() {
            return label;
        }

        /** The algorithm of that name in a token's header, or {@code null} when there is none. */
        static @Nullable Algorithm of(String label) {
            for (Algorithm each : values()) {
                if (each.label.equals(label)) {
                    return each;
                }
            }
            return label.equals("Ed25519") ? EDDSA : null;
        }
    }
}
