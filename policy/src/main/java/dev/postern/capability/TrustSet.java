package dev.postern.capability;

import dev.postern.crypto.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose tokens are believed. Immutable. */
public final class TrustSet {

    /**
     * Someone who issues tokens.
     *
     * @param name as tokens name them
     * @param keys any of which may have signed; several while one takes over from another
     * @param tenants for which they may issue; empty for all
     */
    public record Issuer(String name, List<PublicKey> keys, Set<String> tenants) {
        public Issuer {
            keys = List.copyOf(keys);
            tenants = Set.copyOf(tenants);
        }

        boolean speaksFor(String tenant) {
            return tenants.isEmpty() || tenants.contains(tenant);
        }

        @Nullable
        PublicKey key(String keyId) {
            for (PublicKey key : keys) {
                if (key.keyId().equals(keyId)) {
                    return key;
                }
            }
            return null;
        }
    }

    private final Map<String, Issuer> issuers = new HashMap<>();

    /** The set of {@code issuers}, each name once. */
    public TrustSet(List<Issuer> issuers) {
        for (Issuer issuer : issuers) {
            if (this.issuers.put(issuer.name(), issuer) != null) {
                throw new IllegalArgumentException("issuer '" + issuer.name() + "' twice, expected each name once");
            }
        }
    }

    public boolean isEmpty() {
        return issuers.isEmpty();
    }

    @Nullable
    Issuer issuer(String name) {
        return issuers.get(name);
    }
}
