package dev.postern.capability;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonBoolean;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of a payload that are more than a text or a number; what is wrong is told to the fields. */
final class GrantFields {

    private static final int MAX_CLAIMS = 32;
    private static final int MAX_ACTION = 128;
    private static final int MAX_RESOURCE = 512;

    private final JsonFields fields;

    GrantFields(JsonFields fields) {
        this.fields = fields;
    }

    /** A text of one to {@code max} characters, none a control character. */
    String name(String member, int max) {
        String name = fields.string(member);
        if (!Patterns.isName(name, max)) {
            fields.refuse(member, "1 to " + max + " characters, no control characters");
        }
        return name;
    }

    /** One to {@code count} names. */
    List<String> names(String member, int count, int max) {
        List<String> names = fields.strings(member);
        if (names.isEmpty() || names.size() > count || !names.stream().allMatch(name -> Patterns.isName(name, max))) {
            fields.refuse(member, "1 to " + count + " texts of 1 to " + max + " characters, no control characters");
        }
        return names;
    }

    @Nullable
    Lifetime lifetime() {
        long issuedAt = fields.integer("issued_at");
        long expiresAt = fields.integer("expires_at");
        long notBefore = fields.has("not_before") ? fields.integer("not_before") : issuedAt;
        if (!Lifetime.isPossible(issuedAt, notBefore, expiresAt)) {
            fields.refuse("expires_at", "seconds with 0 <= issued_at <= not_before < expires_at <= " + Lifetime.LAST);
            return null;
        }
        return new Lifetime(issuedAt, notBefore, expiresAt);
    }

    @Nullable
    Rights rights() {
        List<String> capabilities = names("capabilities", Rights.MAX_PATTERNS, MAX_ACTION);
        List<String> scopes = names("scopes", Rights.MAX_PATTERNS, MAX_RESOURCE);
        if (!capabilities.stream().allMatch(Patterns::isAction)) {
            fields.refuse("capabilities", "patterns of actions such as \"file.read\" or \"file.*\"");
        }
        Constraints constraints = null;
        if (fields.has("constraints")) {
            constraints = Constraints.parse(fields.string("constraints"));
            if (constraints == null) {
                fields.refuse(
                        "constraints",
                        "CCL of permit, deny and limit rules, at most " + Constraints.MAX_CHARS + " characters");
            }
        }
        if (fields.problem() != null) {
            return null;
        }
        return new Rights(
                capabilities.stream().map(ActionPattern::new).toList(),
                scopes.stream().map(ResourcePattern::new).toList(),
                constraints);
    }

    @Nullable
    PublicKey holder() {
        if (!fields.has("holder_key")) {
            return null;
        }
        PublicKey holder = PublicKey.claimedHex(fields.string("holder_key"));
        if (holder == null) {
            fields.refuse("holder_key", "an Ed25519 public key, 64 lower-case hexadecimal digits");
        }
        return holder;
    }

    Map<String, Json> claims() {
        Json claims = fields.optional("claims");
        if (claims == null) {
            return Map.of();
        }
        if (!(claims instanceof JsonObject object) || !areClaims(object.members())) {
            fields.refuse("claims", "an object of at most " + MAX_CLAIMS + " texts, integers, true or false");
            return Map.of();
        }
        return object.members();
    }

    private static boolean areClaims(Map<String, Json> claims) {
        return claims.size() <= MAX_CLAIMS
                && claims.entrySet().stream()
                        .allMatch(claim -> Patterns.isName(claim.getKey(), 64) && isScalar(claim.getValue()));
    }

    private static boolean isScalar(Json value) {
        return value instanceof JsonString || value instanceof JsonInteger || value instanceof JsonBoolean;
    }
}
