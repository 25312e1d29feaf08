package dev.postern.sidecar.capability;

import dev.postern.capability.Constraints;
import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Patterns;
import dev.postern.capability.Possession;
import dev.postern.capability.Rights;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonBoolean;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a token is to say. What it would say is checked once more when the token that says it is read back. */
final class GrantReading {

    private final IssueRequest request;
    private @Nullable String problem;

    GrantReading(IssueRequest request) {
        this.request = request;
    }

    /** What is wrong with the request, for people; {@code null} when nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    /** The grant; {@code null} when there is a problem. */
    @Nullable
    Grant grant(String tenant, String tokenId, String issuer, List<String> audience, Lifetime lifetime) {
        Rights rights = rights();
        Possession possession = possession();
        Map<String, Json> claims = claims();
        return problem != null || rights == null || possession == null
                ? null
                : new Grant(
                        tokenId,
                        tenant,
                        request.getSubject(),
                        issuer,
                        audience,
                        lifetime,
                        rights,
                        possession,
                        null,
                        claims);
    }

    private @Nullable Rights rights() {
        Constraints constraints =
                request.getConstraints().isEmpty() ? null : Constraints.parse(request.getConstraints());
        if (constraints == null && !request.getConstraints().isEmpty()) {
            refuse("constraints: expected permit, deny and limit rules");
            return null;
        }
        List<ActionPattern> actions = new ArrayList<>();
        for (String capability : request.getCapabilitiesList()) {
            if (!Patterns.isAction(capability)) {
                refuse("capabilities: '" + capability + "', expected a pattern such as file.*");
                return null;
            }
            actions.add(new ActionPattern(capability));
        }
        if (actions.isEmpty() || request.getScopesCount() == 0) {
            refuse("capabilities and scopes: none, expected at least one of each");
            return null;
        }
        return new Rights(
                actions,
                request.getScopesList().stream().map(ResourcePattern::new).toList(),
                constraints);
    }

    private @Nullable Possession possession() {
        String key = request.getHolderKey();
        PublicKey holder = key.isEmpty() ? null : PublicKey.parseHex(key);
        String bound = request.getCertificateKey();
        ContentDigest certificate = bound.isEmpty() ? null : ContentDigest.parseHex(bound);
        if (holder == null && (!key.isEmpty() || request.getProofRequired())) {
            refuse("holder_key: expected an Ed25519 public key, 64 lower-case hexadecimal digits");
            return null;
        }
        if (certificate == null && !bound.isEmpty()) {
            refuse("certificate_key: expected a SHA-256, 64 lower-case hexadecimal digits");
            return null;
        }
        return new Possession(holder, request.getProofRequired(), certificate);
    }

    private Map<String, Json> claims() {
        Map<String, Json> claims = new HashMap<>();
        request.getClaimsMap().forEach((name, value) -> {
            Json claim = claim(value);
            if (claim == null) {
                refuse("claims." + name + ": expected a text, an integer, true or false");
            } else {
                claims.put(name, claim);
            }
        });
        return claims;
    }

    private static @Nullable Json claim(Value value) {
        return switch (value.getKindCase()) {
            case TEXT -> new JsonString(value.getText());
            case INT -> new JsonInteger(value.getInt());
            case BOOL -> new JsonBoolean(value.getBool());
            default -> null;
        };
    }

    private void refuse(String why) {
        problem = problem == null ? why : problem;
    }
}
