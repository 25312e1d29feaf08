package dev.postern.capability;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one link of a token says.
 *
 * @param tokenId names the link where it is revoked
 * @param tenant whose rules its bearer is under
 * @param subject on whose behalf its bearer acts
 * @param issuer who signed it: a name of the trust set for the first link, {@link #signer} for the others
 * @param audience for whom it is meant, at least one
 * @param lifetime when it counts
 * @param rights what it grants
 * @param possession whose it is
 * @param parent digest of the link it narrows, {@code null} for the first
 * @param claims further facts the issuer vouches for: texts, integers, booleans; empty but in the first link
 */
public record Grant(
        String tokenId,
        String tenant,
        String subject,
        String issuer,
        List<String> audience,
        Lifetime lifetime,
        Rights rights,
        Possession possession,
        @Nullable ContentDigest parent,
        Map<String, Json> claims) {

    /** The type that signatures cover. */
    public static final String PAYLOAD_TYPE = "application/vnd.provability-fabric.capability-token";

    public Grant {
        audience = List.copyOf(audience);
        claims = Map.copyOf(claims);
    }

    /** The {@code issuer} of a link that the holder of its parent signed with the key of that id. */
    public static String signer(String keyId) {
        return "key:" + keyId;
    }
}
