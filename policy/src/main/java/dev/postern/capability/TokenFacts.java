package dev.postern.capability;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonBoolean;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonString;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a check whose bearer showed a token: {@code capability.*} is the token's, the rest is the door's. */
final class TokenFacts implements Attributes {

    private final Attributes door;
    private final Map<String, Value> token;

    TokenFacts(Attributes door, Value.Fields token) {
        this.door = door;
        this.token = token.values();
    }

    @Override
    public @Nullable Value find(FieldPath path) {
        if (!path.root().equals(Roots.CAPABILITY)) {
            return door.find(path);
        }
        return path.segments().size() == 1 ? null : Attributes.walk(token, path.segments(), 1);
    }

    @Override
    public @Nullable Reason doubt() {
        return door.doubt();
    }

    /** What policy may read of a token. */
    static Value.Fields of(List<Link> links) {
        Grant first = links.get(0).grant();
        Link lastLink = links.get(links.size() - 1);
        Grant last = lastLink.grant();
        Map<String, Value> facts = new HashMap<>();
        facts.put("id", new Value.Text(last.tokenId()));
        facts.put("root_id", new Value.Text(first.tokenId()));
        facts.put("digest", new Value.Text(lastLink.digest().toString()));
        facts.put("issuer", new Value.Text(first.issuer()));
        facts.put("subject", new Value.Text(first.subject()));
        facts.put("tenant", new Value.Text(first.tenant()));
        facts.put("audience", texts(last.audience()));
        facts.put("capabilities", texts(last.rights().capabilities()));
        facts.put("scopes", texts(last.rights().scopes()));
        facts.put("issued_at", new Value.Int(first.lifetime().issuedAt()));
        facts.put("expires_at", new Value.Int(last.lifetime().expiresAt()));
        facts.put("links", new Value.Int(links.size()));
        facts.put("bound", Value.Bool.of(last.possession().isDemanded()));
        facts.put("claims", new Value.Fields(claims(first)));
        return new Value.Fields(facts);
    }

    private static Value texts(List<?> items) {
        return new Value.Items(items.stream()
                .map(item -> (Value) new Value.Text(item.toString()))
                .toList());
    }

    private static Map<String, Value> claims(Grant first) {
        Map<String, Value> claims = new HashMap<>();
        first.claims().forEach((name, claim) -> claims.put(name, value(claim)));
        return claims;
    }

    private static Value value(Json claim) {
        if (claim instanceof JsonString text) {
            return new Value.Text(text.value());
        }
        return claim instanceof JsonInteger number
                ? new Value.Int(number.value())
                : Value.Bool.of(((JsonBoolean) claim).value());
    }
}
